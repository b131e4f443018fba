import { findFeed } from './feeds/registry.ts'
import { expectedIntervalSeconds, type MetricDefinition } from './metric.ts'
import { type Cell, type Sensor, sensorKey } from './sensor.ts'
import type { CellEntry, SensorEntry, Site } from './site.ts'

export interface SiteProblem {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

export type ResolvedSite =
  | { readonly kind: 'resolved'; readonly site: Site; readonly cells: readonly Cell[] }
  | { readonly kind: 'refused'; readonly problems: readonly SiteProblem[] }

/** Fills in what the feeds and the site's own metrics define, and checks that every name leads somewhere. */
export function resolveSite(site: Site): ResolvedSite {
  const problems: SiteProblem[] = [
    ...cellNameProblems(site),
    ...edgeProblems(site),
    ...zoneProblems(site),
  ]
  const cells = site.cells.map((entry, index) => resolveCell(site, entry, index, problems))
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'resolved', site, cells }
}

function zoneProblems(site: Site): SiteProblem[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone: site.timeZone })
    return []
  } catch {
    return [
      {
        path: ['timeZone'],
        message: `"${site.timeZone}" is no time zone; use a name such as Europe/Zurich`,
      },
    ]
  }
}

function cellNameProblems(site: Site): SiteProblem[] {
  const seen = new Set<string>()
  return site.cells.flatMap((cell, index) => {
    if (seen.has(cell.cell))
      return [
        {
          path: ['cells', index, 'cell'],
          message: `cell "${cell.cell}" is named twice; rename one`,
        },
      ]
    seen.add(cell.cell)
    return []
  })
}

function edgeProblems(site: Site): SiteProblem[] {
  const names = new Set(site.cells.map((cell) => cell.cell))
  return site.edges.flatMap((edge, index) =>
    (['from', 'to'] as const)
      .filter((end) => !names.has(edge[end]))
      .map((end) => ({
        path: ['edges', index, end],
        message: `no cell is named "${edge[end]}"; add it under cells or correct the edge`,
      })),
  )
}

function resolveCell(site: Site, entry: CellEntry, index: number, problems: SiteProblem[]): Cell {
  const feed = entry.feed === undefined ? undefined : findFeed(entry.feed)
  if (entry.feed !== undefined && !feed)
    problems.push({
      path: ['cells', index, 'feed'],
      message: `no feed is named "${entry.feed}"; leave feed out and define the metrics under metrics:`,
    })
  const entries: readonly SensorEntry[] = entry.sensors ?? feed?.standardSensors ?? []
  if (entries.length === 0)
    problems.push({
      path: ['cells', index],
      message: `cell "${entry.cell}" has no sensors; list them under sensors:`,
    })
  const seen = new Set<string>()
  const sensors = entries.flatMap((sensorEntry, sensorIndex) => {
    const path = ['cells', index, 'sensors', sensorIndex]
    const wanted =
      typeof sensorEntry === 'string' ? { sensor: sensorEntry, metric: sensorEntry } : sensorEntry
    if (seen.has(wanted.sensor)) {
      problems.push({
        path,
        message: `sensor "${wanted.sensor}" is named twice in cell "${entry.cell}"`,
      })
      return []
    }
    seen.add(wanted.sensor)
    const metric = site.metrics[wanted.metric] ?? feed?.metrics[wanted.metric]
    if (!metric) {
      problems.push({
        path,
        message: `no metric is named "${wanted.metric}"; define it under metrics: or choose one of the feed's`,
      })
      return []
    }
    return [buildSensor(site.site, entry.cell, wanted, metric)]
  })
  return {
    site: site.site,
    cell: entry.cell,
    name: entry.name,
    role: entry.role,
    feed: entry.feed ?? null,
    gateway: entry.gateway ?? null,
    timeZone: site.timeZone,
    sensors,
  }
}

function buildSensor(
  site: string,
  cell: string,
  wanted: Exclude<SensorEntry, string>,
  metric: MetricDefinition,
): Sensor {
  return {
    key: sensorKey(site, cell, wanted.sensor),
    site,
    cell,
    sensor: wanted.sensor,
    name: wanted.name ?? metric.label,
    metric: wanted.metric,
    label: metric.label,
    unit: metric.unit,
    resolution: metric.resolution,
    min: wanted.limits?.min ?? metric.limits.min,
    max: wanted.limits?.max ?? metric.limits.max,
    expectedIntervalSeconds: wanted.expectedIntervalSeconds ?? expectedIntervalSeconds(metric),
    minimumPeople: metric.minimumPeople ?? 0,
    commanded: metric.commanded,
  }
}
