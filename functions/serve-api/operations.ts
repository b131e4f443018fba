import { readIncident } from '#store/incidents.ts'
import { actOnIncident } from './act-on-incident.ts'
import type { Operations } from './answering.ts'
import { applySite } from './apply-site.ts'
import { consentOperations } from './consent-operations.ts'
import { listIncidents } from './list-incidents.ts'
import { readToldVerdicts } from './list-lessons.ts'
import { listQuarantine } from './list-quarantine.ts'
import { listReadings } from './list-readings.ts'
import { listSensors } from './list-sensors.ts'
import type { Ports } from './ports.ts'
import { notFound } from './problems.ts'
import { type HourlyCounts, readChanges } from './read-changes.ts'
import { readFrame } from './read-frame.ts'
import { readHealth } from './read-health.ts'
import { readSensorsNow } from './read-latest.ts'
import { type FollowedCells, readSeries } from './read-series.ts'
import { rememberSites, summariseSite } from './read-sites.ts'
import { createRuleOperations } from './rule-operations.ts'
import { summariseIncident } from './summarise-incident.ts'

/** What answers each operation of the contract; a missing one does not compile. */
export function createOperations(ports: Ports): Operations {
  const registry = rememberSites(ports)
  const followed: FollowedCells = new Map()
  const hourly: HourlyCounts = { countedAt: 0, counts: Promise.resolve([]) }
  return {
    health: () => readHealth(ports),
    sites: async () => ({ items: (await registry.all()).map(summariseSite) }),
    applySite: async ({ parameters, body, by }) => {
      const applied = await applySite(ports, parameters.site, body, by)
      registry.forget()
      return applied
    },
    sensors: ({ query }) => listSensors(ports, registry, query),
    latest: async ({ query }) => ({
      items: (await readSensorsNow(ports, await registry.one(query.site))).map(
        ({ latest }) => latest,
      ),
    }),
    readings: ({ query }) => listReadings(ports, registry, followed, query),
    series: ({ query }) => readSeries(ports, registry, followed, query),
    incidents: async ({ query }) => {
      // A name that was mistyped must not look like a place without trouble.
      if (query.site) await registry.one(query.site)
      return listIncidents(ports, query)
    },
    incident: async ({ parameters }) => {
      const incident = await readIncident(ports.store, parameters.id)
      if (!incident) throw notFound('incident', parameters.id, 'GET /api/v1/incidents lists them')
      const verdicts = await readToldVerdicts(ports, registry, incident.anomalies)
      return { summary: summariseIncident(incident), incident, verdicts }
    },
    acknowledgeIncident: ({ parameters, body, expects }) =>
      actOnIncident(ports, parameters.id, 'acknowledge', body, expects),
    resolveIncident: ({ parameters, body, expects }) =>
      actOnIncident(ports, parameters.id, 'resolve', body, expects),
    ...createRuleOperations(ports, registry, followed),
    changes: ({ query }) => readChanges(ports, registry, hourly, query.cursor),
    quarantine: ({ query }) => listQuarantine(ports, query),
    ...consentOperations(ports, registry),
    frame: ({ parameters, query }) => readFrame(ports, parameters.frame, query),
  }
}
