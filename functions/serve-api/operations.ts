import type { Operations } from './answering.ts'
import { applySite } from './apply-site.ts'
import { consentOperations } from './consent-operations.ts'
import { createIncidentOperations } from './incident-operations.ts'
import { listQuarantine } from './list-quarantine.ts'
import { listReadings } from './list-readings.ts'
import { listSensors } from './list-sensors.ts'
import type { Ports } from './ports.ts'
import { type HourlyCounts, readChanges } from './read-changes.ts'
import { readFrame } from './read-frame.ts'
import { readHealth } from './read-health.ts'
import { readSensorsNow } from './read-latest.ts'
import { readLoop } from './read-loop.ts'
import { type FollowedCells, readSeries } from './read-series.ts'
import { rememberSites, summariseSite } from './read-sites.ts'
import { createRoutingOperations } from './routing-operations.ts'
import { createRuleOperations } from './rule-operations.ts'
import { createShiftOperations } from './shift-operations.ts'
import { createSilenceOperations } from './silence-operations.ts'

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
    ...createIncidentOperations({ ports, registry, followed }),
    ...createRuleOperations(ports, registry, followed),
    ...createSilenceOperations(ports, registry),
    ...createShiftOperations(ports, registry),
    ...createRoutingOperations(ports, registry),
    changes: ({ query }) => readChanges(ports, registry, hourly, query.cursor),
    quarantine: ({ query }) => listQuarantine(ports, query),
    ...consentOperations(ports, registry),
    loop: ({ parameters }) => readLoop(ports, registry, followed, parameters),
    frame: ({ parameters, query }) => readFrame(ports, parameters.frame, query),
  }
}
