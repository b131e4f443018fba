import type { Anomaly } from '#domain/anomaly.ts'
import { usualLifecycle } from './lifecycle-policy.ts'
import { isAlike, rememberAlike, type Shown, underWayMilliseconds } from './likeness.ts'
import { type Downstream, lagSeconds } from './relate-cells.ts'

export interface GroupingContext extends GroupingFacts {
  /** In seconds, of all there are between two cells. */
  readonly longestLag: number
}

export interface GroupingFacts {
  readonly downstream: Downstream
  readonly gateways: ReadonlyMap<string, string>
  /**
   * Incidents that people acted on, by id. They keep their founders, whatever turns out to have been earlier;
   * one that was declared over has the time of that, and what is detected later is a trouble of its own.
   */
  readonly actedOn: ReadonlyMap<string, { readonly closedAt: number | null }>
}

/** After the last anomaly has cleared, trouble may come back for this long and still be the same. */
const settleMilliseconds = usualLifecycle.settle * 1000
/** And so much longer where it comes back to the same sensor. */
const reopenMilliseconds = usualLifecycle.reopen * 1000
const cascadeMilliseconds = 60 * 60_000
const onsetSlackMilliseconds = 5 * 60_000
const sharedOutageMilliseconds = 2 * 60_000

/** What a group must remember of each cell to tell whether another anomaly belongs to it. */
interface CellPart {
  firstOnset: number
  lastOnset: number
  lastEnd: number
}

export interface GrowingGroup {
  readonly id: string
  readonly openedAt: number
  readonly anomalies: Anomaly[]
  readonly closedAt: number | null
  readonly cells: Map<string, CellPart>
  /** When each sensor's last anomaly ended. */
  readonly sensorEnds: Map<string, number>
  /** What begins later than this cannot belong. */
  reach: number
  /** The latest onset of a silence, and of anything behind each gateway. */
  lastSilence: number
  readonly lastByGateway: Map<string, number>
  readonly shown: Shown
}

export function incidentId(founder: Anomaly): string {
  return `inc-${founder.id}`
}

export function foundGroup(founder: Anomaly, context: GroupingContext): GrowingGroup {
  const id = incidentId(founder)
  const group: GrowingGroup = {
    id,
    openedAt: founder.detectedAt,
    anomalies: [],
    closedAt: context.actedOn.get(id)?.closedAt ?? null,
    cells: new Map(),
    sensorEnds: new Map(),
    reach: Number.NEGATIVE_INFINITY,
    lastSilence: Number.NEGATIVE_INFINITY,
    lastByGateway: new Map(),
    shown: new Map(),
  }
  joinGroup(group, founder, context)
  return group
}

export function joinGroup(
  group: GrowingGroup,
  anomaly: Anomaly,
  { gateways, longestLag }: GroupingContext,
): void {
  group.anomalies.push(anomaly)
  const end = endOf(anomaly)
  const part = group.cells.get(anomaly.cell)
  group.cells.set(anomaly.cell, {
    firstOnset: Math.min(part?.firstOnset ?? anomaly.onset, anomaly.onset),
    lastOnset: Math.max(part?.lastOnset ?? anomaly.onset, anomaly.onset),
    lastEnd: Math.max(part?.lastEnd ?? end, end),
  })
  group.sensorEnds.set(anomaly.sensor, Math.max(group.sensorEnds.get(anomaly.sensor) ?? end, end))
  group.reach = Math.max(
    group.reach,
    end + reopenMilliseconds,
    anomaly.onset + longestLag * 1000 + cascadeMilliseconds,
    anomaly.onset + underWayMilliseconds,
  )
  if (anomaly.detector === 'silence') group.lastSilence = Math.max(group.lastSilence, anomaly.onset)
  rememberAlike(group.shown, anomaly)
  const gateway = gateways.get(anomaly.cell)
  if (gateway !== undefined)
    group.lastByGateway.set(gateway, Math.max(group.lastByGateway.get(gateway) ?? 0, anomaly.onset))
}

function endOf(anomaly: Anomaly): number {
  return anomaly.state === 'cleared' ? anomaly.clearedAt : Number.POSITIVE_INFINITY
}

function overlaps(anomaly: Anomaly, part: CellPart): boolean {
  return (
    anomaly.onset <= part.lastEnd + settleMilliseconds &&
    part.firstOnset <= endOf(anomaly) + settleMilliseconds
  )
}

/** The same sensor again, soon after: opened again rather than told anew. */
function comesBack({ sensor, onset, detectedAt }: Anomaly, { sensorEnds, openedAt }: GrowingGroup) {
  const end = sensorEnds.get(sensor)
  return end !== undefined && detectedAt >= openedAt && onset <= end + reopenMilliseconds
}

/** Whether what shows in the anomaly may be what shows in the group. */
export function belongs(anomaly: Anomaly, group: GrowingGroup, context: GroupingContext): boolean {
  if (group.closedAt !== null && anomaly.detectedAt > group.closedAt) return false
  const own = group.cells.get(anomaly.cell)
  if (own && (overlaps(anomaly, own) || comesBack(anomaly, group))) return true
  if (anomaly.detector === 'silence' && near(anomaly.onset, group.lastSilence)) return true
  const gateway = context.gateways.get(anomaly.cell)
  if (gateway !== undefined && near(anomaly.onset, group.lastByGateway.get(gateway))) return true
  if (isAlike(anomaly, group.shown)) return true
  return cascadesWithin(anomaly, group, context)
}

function near(onset: number, other: number | undefined): boolean {
  return other !== undefined && Math.abs(onset - other) <= sharedOutageMilliseconds
}

/** Whether it could be the cause or the effect of what the group has, given the time it takes to travel. */
function cascadesWithin(
  anomaly: Anomaly,
  group: GrowingGroup,
  { downstream }: GroupingContext,
): boolean {
  for (const [cell, part] of group.cells) {
    const away = lagSeconds(downstream, cell, anomaly.cell)
    if (away !== undefined && travels(part, anomaly.onset, away)) return true
    const back = lagSeconds(downstream, anomaly.cell, cell)
    if (back !== undefined && arrives(anomaly.onset, part, back)) return true
  }
  return false
}

function travels(cause: CellPart, effectOnset: number, lag: number): boolean {
  return (
    effectOnset >= cause.firstOnset - onsetSlackMilliseconds &&
    effectOnset <= cause.lastOnset + lag * 1000 + cascadeMilliseconds
  )
}

function arrives(causeOnset: number, effect: CellPart, lag: number): boolean {
  return (
    effect.lastOnset >= causeOnset - onsetSlackMilliseconds &&
    effect.firstOnset <= causeOnset + lag * 1000 + cascadeMilliseconds
  )
}
