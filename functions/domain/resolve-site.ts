import { findFeed } from './feeds/registry.ts'
import { groupCells } from './group-cells.ts'
import { responseProblems } from './incidents/response-problems.ts'
import { resolutionProblem } from './judge-resolution.ts'
import {
  areLimitsSound,
  expectedIntervalSeconds,
  farthestLimit,
  type MetricDefinition,
  usualStuckAfterSeconds,
} from './metric.ts'
import { calibrationProblems, resolveCalibrations } from './quality/calibration.ts'
import { qualityProblems, resolveQuality } from './quality/quality-limits.ts'
import { type Cell, type Sensor, sensorKey } from './sensor.ts'
import type { CellEntry, SensorEntry, Site } from './site.ts'
import { isTimeZone } from './week.ts'

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
    ...metricProblems(site),
    ...zoneProblems(site),
    ...responseProblems(site),
  ]
  const edges = new Set(site.edges.map(({ from, to }) => edgeName(from, to)))
  const cells = site.cells.map((entry, index) => resolveCell(site, edges, entry, index, problems))
  return problems.length > 0
    ? { kind: 'refused', problems }
    : { kind: 'resolved', site, cells: groupCells(cells) }
}

function zoneProblems(site: Site): SiteProblem[] {
  if (isTimeZone(site.timeZone)) return []
  return [
    {
      path: ['timeZone'],
      message: `"${site.timeZone}" is no time zone; use a name such as Europe/Zurich`,
    },
  ]
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
  return site.edges.flatMap((edge, index) => [
    ...(['from', 'to'] as const)
      .filter((end) => !names.has(edge[end]))
      .map((end) => ({
        path: ['edges', index, end],
        message: `no cell is named "${edge[end]}"; add it under cells or correct the edge`,
      })),
    ...(edge.from === edge.to
      ? [
          {
            path: ['edges', index],
            message: `the edge leads from "${edge.from}" to itself; name another cell or remove the edge`,
          },
        ]
      : []),
  ])
}

function metricProblems({ metrics }: Site): SiteProblem[] {
  return Object.entries(metrics).flatMap(([name, { resolution, limits }]) => {
    const problem = resolutionProblem(resolution, limits)
    return problem
      ? [{ path: ['metrics', name, 'resolution'], message: `metric "${name}": ${problem}` }]
      : []
  })
}

function resolveCell(
  site: Site,
  edges: ReadonlySet<string>,
  entry: CellEntry,
  index: number,
  problems: SiteProblem[],
): Omit<Cell, 'group'> {
  const path = ['cells', index]
  const feed = entry.feed === undefined ? undefined : findFeed(entry.feed)
  if (entry.feed !== undefined && !feed)
    problems.push({
      path: [...path, 'feed'],
      message: `no feed is named "${entry.feed}"; leave feed out and define the metrics under metrics:`,
    })
  const entries: readonly SensorEntry[] = entry.sensors ?? feed?.standardSensors ?? []
  if (entries.length === 0)
    problems.push({
      path,
      message: `cell "${entry.cell}" has no sensors; list them under sensors:`,
    })
  const metrics = { ...feed?.metrics, ...site.metrics }
  const sensors = entries.map(spellOut).flatMap((wanted, sensorIndex, all) => {
    const metric = metrics[wanted.metric]
    const found = [
      ...(metric ? [] : [noSuchMetric(wanted.metric)]),
      ...sensorProblems(wanted, entry.cell, edges, metric),
      ...(all.findIndex(({ sensor }) => sensor === wanted.sensor) < sensorIndex
        ? [`sensor "${wanted.sensor}" is named twice in cell "${entry.cell}"; rename one`]
        : []),
    ]
    const sensor = metric && buildSensor(site, entry.cell, wanted, metric)
    if (sensor) found.push(...qualityProblemsOf(sensor, wanted))
    problems.push(...found.map((message) => ({ path: [...path, 'sensors', sensorIndex], message })))
    return sensor && found.length === 0 ? [sensor] : []
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

function edgeName(from: string, to: string): string {
  return `${from} ${to}`
}

type WantedSensor = Exclude<SensorEntry, string>

function spellOut(entry: SensorEntry): WantedSensor {
  return typeof entry === 'string' ? { sensor: entry, metric: entry } : entry
}

function noSuchMetric(name: string): string {
  return `no metric is named "${name}"; define it under metrics: or choose one of the feed's`
}

function sensorProblems(
  { sensor, limits, edgeTo }: WantedSensor,
  cell: string,
  edges: ReadonlySet<string>,
  metric: MetricDefinition | undefined,
): string[] {
  const problems = limits ? limitProblems(sensor, limits, metric) : []
  if (edgeTo !== undefined && !edges.has(edgeName(cell, edgeTo)))
    problems.push(
      `sensor "${sensor}" stands for an edge to "${edgeTo}", and no edge leads there from "${cell}"; add it under edges:`,
    )
  return problems
}

function limitProblems(
  sensor: string,
  limits: NonNullable<WantedSensor['limits']>,
  metric: MetricDefinition | undefined,
): string[] {
  if (!areLimitsSound(limits))
    return [
      `sensor "${sensor}" has limits from ${limits.min} to ${limits.max}; min must be below max, and both within ${farthestLimit}`,
    ]
  const problem = metric && resolutionProblem(metric.resolution, limits)
  return problem ? [`sensor "${sensor}": ${problem}`] : []
}

function qualityProblemsOf(sensor: Sensor, wanted: WantedSensor): string[] {
  const problems = [
    ...qualityProblems(wanted, sensor.quality, sensor),
    ...calibrationProblems(wanted.calibration ?? []),
  ]
  return problems.map((problem) => `sensor "${sensor.sensor}": ${problem}`)
}

function buildSensor(
  { site, timeZone }: Site,
  cell: string,
  wanted: WantedSensor,
  metric: MetricDefinition,
): Sensor {
  const interval = wanted.expectedIntervalSeconds ?? expectedIntervalSeconds(metric)
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
    expectedIntervalSeconds: interval,
    minimumPeople: metric.minimumPeople ?? 0,
    commanded: metric.commanded,
    spentAt: metric.spentAt ?? null,
    quality: resolveQuality(wanted, metric, {
      timeZone,
      expectedIntervalSeconds: interval,
      usualStuckAfterSeconds: usualStuckAfterSeconds(metric),
    }),
    calibrations: resolveCalibrations(wanted.calibration ?? []),
  }
}
