import type { Anomaly } from '#domain/anomaly.ts'
import { type Severity, worseSeverity } from '#domain/severity.ts'
import { formatDuration } from '#domain/words.ts'
import type { AnomalyGroup } from './group-anomalies.ts'
import { settleMilliseconds } from './growing-group.ts'
import { byItself, type Incident, type IncidentStatus, type TimelineEntry } from './incident.ts'
import { rankCauses } from './rank-causes.ts'
import type { Downstream } from './relate-cells.ts'

export interface SiteFacts {
  readonly site: string
  readonly cellNames: ReadonlyMap<string, string>
  readonly downstream: Downstream
  /** The newest moment anything at this site spoke of. */
  readonly clock: number
}

/** What people did to an incident before; the rest follows from its anomalies. */
export type Before = Pick<Incident, 'version' | 'state' | 'timeline'>

/** An incident is one item in the store, which has a largest size, however far it spreads. */
const maximumCells = 500
const maximumAnomalies = 60
const maximumTold = 200

export function describeIncident(
  group: AnomalyGroup,
  site: SiteFacts,
  before: Before | undefined,
): Incident {
  const anomalies = [...group.anomalies].sort((a, b) => a.onset - b.onset || (a.id < b.id ? -1 : 1))
  const ranked = rankCauses(anomalies, site.downstream)
  const [root, ...others] = ranked
  const nameOf = (cell: string) => site.cellNames.get(cell) ?? cell
  const rootCell = root?.cell ?? ''
  const severity = rateSeverity(anomalies, others.length)
  const settledAt = findSettledAt(anomalies)
  return {
    schemaVersion: 1,
    id: group.id,
    version: before?.version ?? 0,
    state: nextState(before?.state, settledAt, site.clock),
    severity,
    site: site.site,
    rootCell,
    rootCellName: nameOf(rootCell),
    title: titleOf(anomalies, rootCell, nameOf(rootCell), others.length),
    openedAt: group.openedAt,
    updatedAt: Math.max(...anomalies.map(lastMoment)),
    cells: ranked.slice(0, maximumCells).map(({ cell, onset, sensors }) => ({
      cell,
      name: nameOf(cell),
      onset,
      downstream: site.downstream.get(rootCell)?.has(cell) ?? false,
      sensors,
    })),
    anomalies: anomalies.slice(0, maximumAnomalies),
    omittedAnomalies: Math.max(0, anomalies.length - maximumAnomalies),
    timeline: mergeTimelines(anomalies, nameOf, settledAt, site.clock, before),
  }
}

function lastMoment(anomaly: Anomaly): number {
  if (anomaly.state === 'cleared') return anomaly.clearedAt
  return anomaly.worsened?.at ?? anomaly.detectedAt
}

/** When it is over by itself: everything has cleared and stayed so. */
function findSettledAt(anomalies: readonly Anomaly[]): number | null {
  const ends = anomalies.map((anomaly) =>
    anomaly.state === 'cleared' ? anomaly.clearedAt : Number.POSITIVE_INFINITY,
  )
  const last = Math.max(...ends)
  return Number.isFinite(last) ? last + settleMilliseconds : null
}

function nextState(
  before: IncidentStatus | undefined,
  settledAt: number | null,
  clock: number,
): IncidentStatus {
  if (before?.status === 'resolved' && before.resolvedBy !== byItself) return before
  if (settledAt !== null && clock >= settledAt)
    return { status: 'resolved', resolvedBy: byItself, resolvedAt: settledAt }
  return before?.status === 'acknowledged' ? before : { status: 'open' }
}

/** One sensor warns; several of a cell are a matter of weight; a cascade over cells is critical. */
function rateSeverity(anomalies: readonly Anomaly[], otherCells: number): Severity {
  const sensors = new Set(anomalies.map((anomaly) => anomaly.sensor)).size
  const worst = anomalies.map((anomaly) => anomaly.severity).reduce(worseSeverity, 'info')
  if (otherCells >= 2 && sensors >= 5) return 'critical'
  return sensors >= 3 ? worseSeverity('major', worst) : worst
}

function titleOf(
  anomalies: readonly Anomaly[],
  rootCell: string,
  place: string,
  otherCells: number,
): string {
  const atRoot = anomalies.filter((anomaly) => anomaly.cell === rootCell)
  const tail =
    otherCells === 0 ? '' : `, ${otherCells} other ${otherCells === 1 ? 'cell' : 'cells'} affected`
  return `${place}: ${troubleOf(atRoot)}${tail}`
}

function troubleOf(anomalies: readonly Anomaly[]): string {
  const labels = [...new Set(anomalies.map((anomaly) => anomaly.label))]
  const sensors = new Set(anomalies.map((anomaly) => anomaly.sensor)).size
  if (anomalies.every((anomaly) => anomaly.detector === 'silence'))
    return sensors === 1 ? `${labels[0]} has gone silent` : `${sensors} sensors have gone silent`
  if (anomalies.every((anomaly) => anomaly.detector === 'clock-skew'))
    return "its gateway's clock is wrong"
  if (anomalies.every((anomaly) => anomaly.detector === 'flat-line'))
    return `${labels.join(', ')} looks stuck`
  const strongest = anomalies.reduce((a, b) => (b.score > a.score ? b : a))
  if (strongest.trouble !== undefined) return strongest.trouble
  const direction = strongest.value >= strongest.expected ? 'unusually high' : 'unusually low'
  if (labels.length === 1) return `${strongest.label} ${direction}`
  return `${strongest.label} ${direction}, ${labels.length - 1} other ${labels.length === 2 ? 'metric' : 'metrics'} with it`
}

/** What happened by itself is told anew each time; what people did is kept, however long the rest is. */
function mergeTimelines(
  anomalies: readonly Anomaly[],
  nameOf: (cell: string) => string,
  settledAt: number | null,
  clock: number,
  before: Before | undefined,
): TimelineEntry[] {
  const told = anomalies
    .flatMap((anomaly) => tellAnomaly(anomaly, nameOf(anomaly.cell)))
    .sort(byTime)
    .slice(0, maximumTold)
    .map((entry, index) => (index === 0 ? { ...entry, kind: 'opened' as const } : entry))
  const people = before?.timeline.filter((entry) => entry.by !== byItself) ?? []
  const over = people.some((entry) => entry.kind === 'resolved')
  const settled = settledAt !== null && clock >= settledAt && !over ? [tellSettled(settledAt)] : []
  return [...told, ...people, ...settled].sort(byTime)
}

function tellSettled(at: number): TimelineEntry {
  const text = `Calm for ${formatDuration(settleMilliseconds)}.`
  return { at, kind: 'resolved', by: byItself, text }
}

function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || (a.text < b.text ? -1 : 1)
}

function tellAnomaly(anomaly: Anomaly, place: string): TimelineEntry[] {
  const detected: TimelineEntry = {
    at: anomaly.detectedAt,
    kind: 'grew',
    by: byItself,
    text: `${place}: ${anomaly.reason}`,
  }
  const worsened = tellWorsened(anomaly, place)
  if (anomaly.state === 'detected') return [detected, ...worsened]
  const cleared: TimelineEntry = {
    at: anomaly.clearedAt,
    kind: 'cleared',
    by: byItself,
    text: `${place}: ${endOf(anomaly)}`,
  }
  return [detected, ...worsened, cleared]
}

function tellWorsened({ worsened }: Anomaly, place: string): TimelineEntry[] {
  if (!worsened) return []
  const { at, reason } = worsened
  return [{ at, kind: 'severity', by: byItself, text: `${place}: ${reason}` }]
}

function endOf({ detector, label }: Anomaly): string {
  if (detector === 'clock-skew') return "the gateway's clock is right again."
  return `${label} is back to what is expected.`
}
