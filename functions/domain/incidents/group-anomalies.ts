import type { Anomaly } from '#domain/anomaly.ts'
import { type Downstream, lagSeconds } from './relate-cells.ts'

/** Anomalies that tell of one trouble. Named by its first, so that any order of arrival gives the same name. */
export interface AnomalyGroup {
  readonly id: string
  readonly anomalies: readonly Anomaly[]
  /** When a person declared it over: what comes later is a trouble of its own. */
  readonly closedAt: number | null
}

export interface GroupingContext {
  readonly downstream: Downstream
  readonly gateways: ReadonlyMap<string, string>
  /** Incidents that people resolved, by id, with the time. */
  readonly closures: ReadonlyMap<string, number>
}

/** After the last anomaly has cleared, trouble may come back for this long and still be the same. */
export const settleMilliseconds = 10 * 60_000
const cascadeMilliseconds = 60 * 60_000
const onsetSlackMilliseconds = 5 * 60_000
const sharedOutageMilliseconds = 2 * 60_000

export function incidentId(founder: Anomaly): string {
  return `inc-${founder.id}`
}

/** A pure function of the set of anomalies: sorted first, so that the order of arrival does not matter. */
export function groupAnomalies(
  anomalies: readonly Anomaly[],
  context: GroupingContext,
): AnomalyGroup[] {
  const sorted = [...anomalies].sort(
    (a, b) => a.detectedAt - b.detectedAt || (a.id < b.id ? -1 : 1),
  )
  const groups: Array<{ id: string; anomalies: Anomaly[]; closedAt: number | null }> = []
  for (const anomaly of sorted) {
    const group = groups.find((candidate) => belongs(anomaly, candidate, context))
    if (group) group.anomalies.push(anomaly)
    else {
      const id = incidentId(anomaly)
      groups.push({ id, anomalies: [anomaly], closedAt: context.closures.get(id) ?? null })
    }
  }
  return groups
}

function belongs(anomaly: Anomaly, group: AnomalyGroup, context: GroupingContext): boolean {
  if (group.closedAt !== null && anomaly.detectedAt > group.closedAt) return false
  return group.anomalies.some((member) => related(anomaly, member, context))
}

function related(anomaly: Anomaly, member: Anomaly, context: GroupingContext): boolean {
  if (anomaly.cell === member.cell) return overlaps(anomaly, member)
  const gap = Math.abs(anomaly.onset - member.onset)
  if (
    anomaly.detector === 'silence' &&
    member.detector === 'silence' &&
    gap <= sharedOutageMilliseconds
  )
    return true
  const gateway = context.gateways.get(anomaly.cell)
  if (
    gateway !== undefined &&
    gateway === context.gateways.get(member.cell) &&
    gap <= sharedOutageMilliseconds
  )
    return true
  return cascades(member, anomaly, context) || cascades(anomaly, member, context)
}

function overlaps(anomaly: Anomaly, member: Anomaly): boolean {
  const end =
    member.state === 'cleared' ? member.clearedAt + settleMilliseconds : Number.POSITIVE_INFINITY
  return anomaly.onset <= end
}

/** Whether a disturbance at one cell could be what shows at the other, given the time it takes to travel. */
function cascades(cause: Anomaly, effect: Anomaly, { downstream }: GroupingContext): boolean {
  const lag = lagSeconds(downstream, cause.cell, effect.cell)
  if (lag === undefined) return false
  const delay = effect.onset - cause.onset
  return delay >= -onsetSlackMilliseconds && delay <= lag * 1000 + cascadeMilliseconds
}
