import type { Anomaly } from '#domain/anomaly.ts'
import { findDownstream } from '#domain/incidents/relate-cells.ts'
import type { TrackedSite } from '#domain/incidents/track-site.ts'
import { Site } from '#domain/site.ts'
import { anomaly } from './anomalies.ts'
import { untouched } from './tracking.ts'

const beds = 62
const sensorsEach = 8
const sensors = Array.from({ length: sensorsEach }, (_, index) => `probe-${index}`)
const bedNames = Array.from({ length: beds }, (_, index) => `bed-${index}`)

/** One hub and 62 beds behind it with eight sensors each; every bed has a second one in its reach. */
export const hubSite = Site.parse({
  schemaVersion: 1,
  site: 'garden',
  name: 'Hub garden',
  metrics: Object.fromEntries(
    ['temperature', 'humidity', ...sensors].map((name) => [
      name,
      { label: name, unit: '°C', resolution: 0.1, limits: { min: -50, max: 50 } },
    ]),
  ),
  cells: [
    { cell: 'hub', name: 'Hub', sensors: ['temperature', 'humidity', 'probe-0', 'probe-1'] },
    ...bedNames.map((cell) => ({ cell, name: cell, sensors })),
  ],
  edges: bedNames.map((to, index) => ({
    from: index % 3 === 2 ? `bed-${index - 1}` : 'hub',
    to,
    lagSeconds: 20,
  })),
})

export const hubTracked: TrackedSite = {
  ...untouched,
  cellNames: new Map(hubSite.cells.map(({ cell, name }) => [cell, name])),
  downstream: findDownstream(hubSite.edges),
}

/** 500 alerts within a minute: four at the hub, and 496 at the beds, some before the hub's own. */
export function hubFailure(): Anomaly[] {
  const atHub = ['temperature', 'humidity', 'probe-0', 'probe-1'].map((sensor, index) =>
    anomaly({ cell: 'hub', sensor, onset: 0, detectedAt: 0.2 + index * 0.05, score: 6 }),
  )
  const atBeds = bedNames.flatMap((cell, bed) =>
    sensors.map((sensor, index) =>
      anomaly({
        ...{ cell, sensor, score: 5 },
        onset: 0.1 + ((bed * 7) % 50) / 100,
        detectedAt: 0.15 + ((bed * sensorsEach + index) % 80) / 100,
      }),
    ),
  )
  return [...atHub, ...atBeds]
}
