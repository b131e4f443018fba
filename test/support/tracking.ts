import type { Anomaly } from '#domain/anomaly.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { findDownstream } from '#domain/incidents/relate-cells.ts'
import { laterState, type TrackedSite, trackSite } from '#domain/incidents/track-site.ts'
import { garden } from './sites.ts'

/** What happens at the garden: an anomaly is told, time passes, or a person changes an incident. */
export type Happening =
  | { readonly kind: 'anomaly'; readonly anomaly: Anomaly }
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'person'; readonly act: (incidents: readonly Incident[]) => Incident }

export const untouched: TrackedSite = {
  site: 'garden',
  cellNames: new Map(garden.cells.map(({ cell, name }) => [cell, name])),
  downstream: findDownstream(garden.edges),
  gateways: new Map(),
  responses: { site: [], feeds: new Map() },
  clock: 0,
  anomalies: new Map(),
  incidents: new Map(),
}

/** Tracks step by step, as the function does that is called for each. */
export function track(happenings: readonly Happening[], site = untouched): TrackedSite {
  return happenings.reduce(step, site)
}

function step(site: TrackedSite, happening: Happening): TrackedSite {
  const seen = observe(site, happening)
  const { changed, absorbed } = trackSite(seen)
  const incidents = new Map(seen.incidents)
  for (const { incident } of absorbed) incidents.delete(incident.id)
  for (const incident of changed)
    incidents.set(incident.id, { ...incident, version: incident.version + 1 })
  return { ...seen, incidents }
}

function observe(site: TrackedSite, happening: Happening): TrackedSite {
  if (happening.kind === 'time') return { ...site, clock: Math.max(site.clock, happening.at) }
  if (happening.kind === 'person') {
    const incident = happening.act([...site.incidents.values()])
    return { ...site, incidents: new Map([...site.incidents, [incident.id, incident]]) }
  }
  const { anomaly } = happening
  const at = anomaly.state === 'cleared' ? anomaly.clearedAt : anomaly.detectedAt
  return {
    ...site,
    clock: Math.max(site.clock, at),
    anomalies: new Map([
      ...site.anomalies,
      [anomaly.id, laterState(site.anomalies.get(anomaly.id), anomaly)],
    ]),
  }
}

/** The incidents by id, without their versions, which say how often they were written. */
export function incidentsOf({ incidents }: TrackedSite) {
  return [...incidents.values()]
    .map(({ version: _, ...incident }) => incident)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Anomalies as they are told, one after the other. */
export function told(...anomalies: readonly Anomaly[]): Happening[] {
  return anomalies.map((anomaly) => ({ kind: 'anomaly', anomaly }))
}

/** Incidents as `root cell: cells` with the number of anomalies, oldest first. */
export function shapes(happenings: readonly Happening[], site = untouched): string[] {
  return [...track(happenings, site).incidents.values()]
    .sort((a, b) => a.openedAt - b.openedAt)
    .map(
      ({ cells, anomalies }) => `${cells.map(({ cell }) => cell).join(' ')}: ${anomalies.length}`,
    )
}
