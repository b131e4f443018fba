import type { Anomaly } from '#domain/anomaly.ts'
import { findBlastRadius } from './blast-radius.ts'
import { chooseResponse, type Responses } from './choose-response.ts'
import { describeEvidence } from './describe-evidence.ts'
import type { AnomalyGroup } from './group-anomalies.ts'
import type { Incident, IncidentCell } from './incident.ts'
import { followLifecycle } from './lifecycle.ts'
import { usualLifecycle } from './lifecycle-policy.ts'
import type { PersonAction } from './person-action.ts'
import { type RankedCause, rankCauses } from './rank-causes.ts'
import type { Downstream } from './relate-cells.ts'
import { severitySteps } from './severity-steps.ts'
import { tellTimeline } from './tell-timeline.ts'
import { titleIncident } from './title-incident.ts'
import { traceSignals } from './trace-signals.ts'

export interface SiteFacts {
  readonly site: string
  readonly cellNames: ReadonlyMap<string, string>
  readonly downstream: Downstream
  readonly responses: Responses
  /** The newest moment anything at this site spoke of. */
  readonly clock: number
}

/** What people did to an incident before; the rest follows from its anomalies. */
export interface Before {
  readonly version: number
  readonly actions: readonly PersonAction[]
}

/** An incident is one item in the store, which has a largest size, however far it spreads. */
const maximumCells = 300
const maximumAnomalies = 60
const maximumWithEvidence = 20

export function describeIncident(
  group: AnomalyGroup,
  site: SiteFacts,
  { version, actions }: Before,
): Incident {
  const anomalies = [...group.anomalies].sort((a, b) => a.onset - b.onset || (a.id < b.id ? -1 : 1))
  const ranked = rankCauses(anomalies, site.downstream, ruledOut(actions))
  const nameOf = (cell: string) => site.cellNames.get(cell) ?? cell
  const rootCell = ranked[0]?.cell ?? ''
  const atRoot = anomalies.filter(({ cell }) => cell === rootCell)
  const life = followLifecycle(
    traceSignals(anomalies, isCascade(anomalies, ranked)),
    actions,
    site.clock,
    usualLifecycle,
  )
  const blastRadius = findBlastRadius(ranked, site.downstream, nameOf)
  return {
    schemaVersion: 1,
    id: group.id,
    version,
    state: life.state,
    severity: life.severity,
    peakSeverity: life.peak,
    severitySteps: severitySteps(life.transitions),
    opened: life.opened,
    assignee: life.assignee,
    reopened: life.reopened,
    flapping: life.flapping,
    whatToDo: chooseResponse(atRoot, site.responses, noticedAt(atRoot)),
    site: site.site,
    rootCell,
    rootCellName: nameOf(rootCell),
    title: titleIncident(atRoot, nameOf(rootCell), ranked.slice(1), blastRadius),
    openedAt: group.openedAt,
    updatedAt: Math.max(...anomalies.map(lastMoment)),
    cells: ranked.slice(0, maximumCells).map(cellTeller(ranked, site.downstream, nameOf)),
    blastRadius,
    partOf: null,
    anomalies: anomalies.slice(0, maximumAnomalies),
    omittedAnomalies: Math.max(0, anomalies.length - maximumAnomalies),
    actions: [...actions],
    timeline: tellTimeline(anomalies, life, actions, nameOf),
  }
}

/** One thing behind it all: a cause whose effects travel, or something that is not a mere likeness of values. */
function isCascade(anomalies: readonly Anomaly[], [root]: readonly RankedCause[]): boolean {
  return (
    (root?.explains.length ?? 0) >= 2 ||
    anomalies.some(({ detector, severity }) => detector !== 'rarity' && severity !== 'info')
  )
}

/** When its cause was noticed: what was stray and earlier takes nobody's time. */
function noticedAt(atRoot: readonly Anomaly[]): number {
  return Math.min(...atRoot.map(({ detectedAt }) => detectedAt))
}

/** The cells that somebody said are not the cause. */
function ruledOut(actions: readonly PersonAction[]): ReadonlySet<string> {
  return new Set(actions.flatMap((one) => (one.kind === 'not-the-cause' ? [one.cell] : [])))
}

function lastMoment(anomaly: Anomaly): number {
  if (anomaly.state === 'cleared') return anomaly.clearedAt
  return anomaly.worsened?.at ?? anomaly.detectedAt
}

function cellTeller(
  ranked: readonly RankedCause[],
  downstream: Downstream,
  nameOf: (cell: string) => string,
) {
  const [root] = ranked
  const reached = downstream.get(root?.cell ?? '')
  const explained = new Set(root?.explains)
  return (one: RankedCause, index: number): IncidentCell => ({
    cell: one.cell,
    name: nameOf(one.cell),
    onset: one.onset,
    downstream: reached?.has(one.cell) ?? false,
    sensors: one.sensors,
    likelihood: Math.round(one.likelihood * 1000) / 1000,
    ...(index < maximumWithEvidence ? { evidence: describeEvidence(one, ranked) } : {}),
    suppressedBy: explained.has(one.cell) ? (root?.cell ?? null) : null,
  })
}
