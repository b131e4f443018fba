import type { Anomaly } from '#domain/anomaly.ts'
import {
  belongs,
  foundGroup,
  type GroupingContext,
  type GroupingFacts,
  type GrowingGroup,
  incidentId,
  joinGroup,
} from './growing-group.ts'
import { notesThatCall } from './notes-that-call.ts'

/** Anomalies that tell of one trouble. Named by its first, so that any order of arrival gives the same name. */
export interface AnomalyGroup {
  readonly id: string
  /** When its founder was detected. */
  readonly openedAt: number
  readonly anomalies: readonly Anomaly[]
}

/** A pure function of the set of anomalies: sorted first, so that the order of arrival does not matter. */
export function groupAnomalies(
  anomalies: readonly Anomaly[],
  facts: GroupingFacts,
): readonly AnomalyGroup[] {
  const context = { ...facts, longestLag: findLongestLag(facts) }
  const sorted = [...anomalies].sort(
    (a, b) => a.detectedAt - b.detectedAt || (a.id < b.id ? -1 : 1),
  )
  const calling = callingOf(sorted, context)
  const groups = groupCalling(
    sorted.filter(({ id }) => calling.has(id)),
    context,
  )
  const notes = sorted.filter(({ id }) => !calling.has(id))
  return notes.length === 0 ? groups : groups.map((group) => withNotes(group, notes, context))
}

/** All that opens an incident, by id; what people acted on stays open whatever becomes of others. */
function callingOf(anomalies: readonly Anomaly[], { actedOn }: GroupingContext): Set<string> {
  const together = notesThatCall(anomalies.filter(({ severity }) => severity === 'info'))
  return new Set(
    anomalies
      .filter(
        (one) => one.severity !== 'info' || together.has(one.id) || actedOn.has(incidentId(one)),
      )
      .map(({ id }) => id),
  )
}

/** What is only noted opens no incident and keeps none open; beside others it is evidence. */
function withNotes(
  group: GrowingGroup,
  notes: readonly Anomaly[],
  context: GroupingContext,
): AnomalyGroup {
  const its = notes.filter((note) => belongs(note, group, context))
  const { id, openedAt, anomalies } = group
  return { id, openedAt, anomalies: its.length === 0 ? anomalies : [...anomalies, ...its] }
}

function groupCalling(sorted: readonly Anomaly[], context: GroupingContext): GrowingGroup[] {
  const { founders = [], others = [] } = Object.groupBy(sorted, (anomaly) =>
    context.actedOn.has(incidentId(anomaly)) ? 'founders' : 'others',
  )
  const groups = new Set(founders.map((founder) => foundGroup(founder, context)))
  const growing = new Set(groups)
  const earliest = earliestOnsetsFrom(others)
  for (const [index, anomaly] of others.entries()) {
    retire(growing, earliest[index] ?? 0)
    const [group, ...more] = growing.values().filter((one) => belongs(anomaly, one, context))
    const target = group ?? foundGroup(anomaly, context)
    if (group) joinGroup(group, anomaly, context)
    groups.add(target)
    growing.add(target)
    // What belongs to several shows that they were one all along.
    for (const other of more.filter(({ id }) => !context.actedOn.has(id))) {
      for (const member of other.anomalies) joinGroup(target, member, context)
      groups.delete(other)
      growing.delete(other)
    }
  }
  return [...groups]
}

/** Whatever is left begins too late for these. */
function retire(growing: Set<GrowingGroup>, earliestOnset: number): void {
  for (const group of growing) if (group.reach < earliestOnset) growing.delete(group)
}

/** From each place in the list on, the earliest onset. */
function earliestOnsetsFrom(anomalies: readonly Anomaly[]): number[] {
  const earliest: number[] = []
  let least = Number.POSITIVE_INFINITY
  for (const anomaly of anomalies.toReversed()) {
    least = Math.min(least, anomaly.onset)
    earliest.push(least)
  }
  return earliest.reverse()
}

function findLongestLag({ downstream }: GroupingFacts): number {
  let longest = 0
  for (const lags of downstream.values())
    for (const lag of lags.values()) longest = Math.max(longest, lag)
  return longest
}
