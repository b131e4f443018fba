import type { Anomaly } from '#domain/anomaly.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { QuarantineItem } from '#domain/api/quarantine.ts'
import type { SensorSummary, SiteSummary } from '#domain/api/sites.ts'
import type { ToldVerdict } from '#domain/api/verdicts.ts'
import { findFeed } from '#domain/feeds/registry.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { expectedIntervalSeconds } from '#domain/metric.ts'
import type { Silence } from '#domain/silences/silence.ts'
import { anomaliesOf, cascade, stuckCarbonDioxide } from './dashboard-anomalies.ts'
import { madeUpSilences, silencedLight } from './dashboard-made-silences.ts'

const minute = 60_000

/** What the fixture API tells of: two sites, a cascade, a stuck sensor, a silent one, a new one. */
export interface World {
  readonly start: number
  readonly sites: readonly SiteSummary[]
  readonly sensors: readonly SensorSummary[]
  readonly anomalies: ReadonlyMap<string, readonly Anomaly[]>
  readonly incidents: Map<string, { summary: IncidentSummary; incident: Incident }>
  /** By anomaly. */
  readonly verdicts: Map<string, ToldVerdict>
  readonly silences: Map<string, Silence>
  readonly quarantine: readonly QuarantineItem[]
}

export interface WorldOptions {
  readonly ecoCells?: number
  readonly clusters?: number
  /** Nothing happens in it. */
  readonly isCalm?: boolean
  /** A third incident hangs on what is silenced. */
  readonly isSilenced?: boolean
}

export function createWorld(now: number, options: WorldOptions = {}): World {
  const { ecoCells = 13, clusters = 13, isCalm = false, isSilenced = false } = options
  const sites = [
    createSite('linden-quarter', 'Linden Quarter', 'ecocell', ecoCells, habitatName),
    createSite('old-mill', 'Old Mill Gardens', 'nutrient-network', clusters, clusterName),
  ]
  const sensors = sites.flatMap((site) => site.cells.flatMap((cell) => sensorsOf(site, cell)))
  const found = isCalm
    ? []
    : [cascade(now), stuckCarbonDioxide(now), ...(isSilenced ? [silencedLight(now)] : [])]
  return {
    start: now,
    sites,
    sensors,
    anomalies: anomaliesOf(found),
    incidents: new Map(found.map((entry) => [entry.summary.id, entry])),
    verdicts: new Map(),
    silences: new Map(isCalm ? [] : madeUpSilences(now).map((silence) => [silence.id, silence])),
    quarantine: isCalm ? [] : quarantine(now),
  }
}

const habitats = ['Atrium', 'Winter garden', 'Library', 'Workshop', 'Kitchen', 'Dormitory']
const plants = ['Hub Willow', 'Hub Alder', 'Cluster Moss', 'Cluster Fern', 'Cluster Clover']

const habitatName = (index: number) =>
  `${habitats[index % habitats.length]} ${Math.floor(index / habitats.length) + 1}`
const clusterName = (index: number) =>
  index < plants.length ? (plants[index] ?? '') : `Cluster ${index + 1}`

function createSite(
  site: string,
  name: string,
  feed: string,
  count: number,
  nameOf: (index: number) => string,
): SiteSummary {
  const perCell = findFeed(feed)?.standardSensors.length ?? 0
  const cells = Array.from({ length: count }, (_, index) => ({
    ...{ site, cell: `cell-${index + 1}`, name: nameOf(index), role: 'cell', feed },
    sensors: perCell,
  }))
  return {
    ...{ site, name, about: null, timeZone: 'Europe/Zurich', feeds: [feed], cells },
    sensors: perCell * count,
    edges: cells.slice(1).map(({ cell }) => ({ from: 'cell-1', to: cell, lagSeconds: 60 })),
  }
}

function sensorsOf(site: SiteSummary, cell: SiteSummary['cells'][number]): SensorSummary[] {
  const feed = findFeed(cell.feed ?? '')
  return (feed?.standardSensors ?? []).flatMap((sensor) => {
    const metric = feed?.metrics[sensor]
    if (!metric) return []
    return {
      ...{ key: `${site.site}.${cell.cell}.${sensor}`, site: site.site, cell: cell.cell },
      ...{ cellName: cell.name, sensor, name: metric.label, metric: sensor, unit: metric.unit },
      ...{ resolution: metric.resolution, limits: metric.limits, feed: cell.feed },
      expectedIntervalSeconds: expectedIntervalSeconds(metric),
      minimumPeople: metric.minimumPeople ?? 0,
    }
  })
}

function quarantine(now: number): QuarantineItem[] {
  const at = (ago: number) => new Date(now - ago * minute).toISOString()
  const place = { site: 'old-mill', cell: 'cell-3' }
  return [
    {
      ...{
        id: 'q1',
        kind: 'reading',
        code: 'impossible-value',
        frame: 'f-1',
        ...place,
        sensor: 'ph',
      },
      reason: 'A pH of 41.2 is outside 0 to 14; check the probe or its scale.',
      ...{ at: at(4), payload: '{"sensor":"ph","at":1789000000000,"value":41.2}' },
    },
    {
      ...{ id: 'q2', kind: 'frame', code: 'unknown-cell', frame: 'f-2', site: 'old-mill' },
      reason: 'No cell "cell-99" is registered at old-mill; register it or correct the gateway.',
      ...{ at: at(61), cell: 'cell-99', sensor: null, payload: '{"schemaVersion":1}' },
    },
  ]
}
