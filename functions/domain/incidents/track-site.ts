import type { Anomaly } from '#domain/anomaly.ts'
import { type Before, describeIncident, type SiteFacts } from './describe-incident.ts'
import { type AnomalyGroup, groupAnomalies } from './group-anomalies.ts'
import { incidentId } from './growing-group.ts'
import { actionsOf, type Incident } from './incident.ts'
import { byItself } from './incident-status.ts'
import { inhibit } from './inhibit.ts'

export interface TrackedSite extends SiteFacts {
  readonly gateways: ReadonlyMap<string, string>
  /** The site's anomalies of the last days, each in its latest state. */
  readonly anomalies: ReadonlyMap<string, Anomaly>
  /** The incidents these anomalies made so far. */
  readonly incidents: ReadonlyMap<string, Incident>
}

export interface TrackedChanges {
  readonly changed: readonly Incident[]
  /** Incidents whose anomalies turned out to belong to another, before anyone acted on them. */
  readonly absorbed: readonly Absorbed[]
}

export interface Absorbed {
  readonly incident: Incident
  /** The incident that has its founder now; null where that is nothing to tell any more. */
  readonly into: string | null
}

export function trackSite(site: TrackedSite): TrackedChanges {
  const actedOn = new Map(
    [...site.incidents.values()]
      .filter(isActedOn)
      .map((incident) => [incident.id, { closedAt: closedAt(incident) }] as const),
  )
  const groups = groupAnomalies([...site.anomalies.values()], { ...site, actedOn })
  const described = groups.map((group) =>
    describeIncident(group, site, beforeOf(site.incidents.get(group.id))),
  )
  const incidents = inhibit(described, site.downstream)
  const named = new Set(incidents.map((incident) => incident.id))
  return {
    changed: incidents.filter((incident) => !same(incident, site.incidents.get(incident.id))),
    absorbed: [...site.incidents.values()]
      .filter((incident) => !named.has(incident.id) && !isActedOn(incident))
      .map((incident) => ({ incident, into: heirOf(incident, groups) })),
  }
}

/** An incident is named by its founder: wherever that went, the incident did. */
function heirOf({ id }: Incident, groups: readonly AnomalyGroup[]): string | null {
  const heir = groups.find(({ anomalies }) => anomalies.some((one) => incidentId(one) === id))
  return heir?.id ?? null
}

function beforeOf(incident: Incident | undefined): Before {
  return { version: incident?.version ?? 0, actions: incident ? actionsOf(incident) : [] }
}

function isActedOn(incident: Incident): boolean {
  return actionsOf(incident).length > 0
}

/** When a person declared it over. */
function closedAt({ state }: Incident): number | null {
  return state.status === 'resolved' && state.resolvedBy !== byItself ? state.resolvedAt : null
}

function same(incident: Incident, before: Incident | undefined): boolean {
  return before !== undefined && JSON.stringify(incident) === JSON.stringify(before)
}

/** Two states of one anomaly: cleared is later than worsened, and that than detected, whatever arrived last. */
export function laterState(a: Anomaly | undefined, b: Anomaly): Anomaly {
  return a !== undefined && stageOf(a) > stageOf(b) ? a : b
}

function stageOf({ state, worsened }: Anomaly): number {
  if (state === 'cleared') return 2
  return worsened ? 1 : 0
}
