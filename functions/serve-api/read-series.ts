import type { Anomaly } from '#domain/anomaly.ts'
import type { Series, SeriesPoint } from '#domain/api/series.ts'
import { emptyPage, rowsOf } from '#domain/chart-page.ts'
import { downsample, medianInterval } from '#domain/downsample.ts'
import { describeQuality } from '#domain/quality/describe-quality.ts'
import type { Row } from '#domain/reading.ts'
import { periods } from '#domain/rollup.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { parseSensorKey } from '#domain/sensor.ts'
import { readSensorAnomalies } from '#store/anomalies.ts'
import { type CellHead, followHead, loadHead } from '#store/cell-log.ts'
import { cellName } from '#store/keys.ts'
import { correctionsFor, correctRows } from './correct-people.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'
import type { Registry } from './read-sites.ts'
import { readSpan, type Span } from './read-span.ts'

export interface SeriesQuery {
  readonly sensor: string
  readonly from: number
  readonly to: number
  readonly maxPoints: number
}

/** Cells that somebody looks at, followed journal entry by journal entry as their writer goes. */
export type FollowedCells = Map<string, CellHead>

const followedAtOnce = 64
/** An anomaly that began before the span may still be going on in it. */
const anomalyLookBackMilliseconds = 2 * 86_400_000
/** Readings may come late by this many of their usual intervals before the line is broken. */
const intervalsUntilGap = 3
export async function readSeries(
  ports: Ports,
  registry: Registry,
  followed: FollowedCells,
  query: SeriesQuery,
): Promise<Series> {
  if (query.from >= query.to)
    throw new RequestProblem(
      400,
      'Empty span',
      `from ${query.from} is not before to ${query.to}; swap them.`,
    )
  const { sensor, cell } = await findSensor(registry, query.sensor)
  // The tail first: a page that is sealed meanwhile is then found among the stored.
  const tail = await readTail(ports, followed, cell, sensor.sensor)
  const [stored, anomalies, corrections] = await Promise.all([
    readSpan(ports.store, sensor.key, query.from, query.to),
    readSensorAnomalies(
      ports.store,
      sensor.key,
      Math.max(0, query.from - anomalyLookBackMilliseconds),
      query.to,
    ),
    correctionsFor(ports.store, [sensor], query.from, query.to),
  ])
  const { rolledUp } = stored
  const merged = mergeTail(correctRows(stored.rows, sensor, corrections, rolledUp), tail, query)
  const rows = correctRows(merged, sensor, corrections)
  const span = { ...stored, rows, readings: stored.readings + rows.length - stored.rows.length }
  const shown = anomalies.filter((anomaly) => endOf(anomaly) >= query.from)
  return describeSeries(sensor, span, shown, query)
}

export async function findSensor(
  registry: Registry,
  key: string,
): Promise<{ sensor: Sensor; cell: Cell }> {
  const address = parseSensorKey(key)
  if (!address) throw notFound('sensor', key, 'a sensor is named site.cell.sensor')
  const site = await registry.one(address.site)
  const cell = site.cells.find((candidate) => candidate.cell === address.cell)
  const sensor = cell?.sensors.find((candidate) => candidate.key === key)
  if (!cell || !sensor)
    throw notFound('sensor', key, `GET /api/v1/sensors?site=${address.site} lists them`)
  return { sensor, cell }
}

/** The rows of the page that is still being filled. */
export async function readTail(
  { store }: Ports,
  followed: FollowedCells,
  cell: Cell,
  sensor: string,
): Promise<readonly Row[]> {
  const head = await followCell(store, followed, cell)
  return rowsOf(head.state.sensors[sensor]?.page ?? emptyPage)
}

/** A cell as its writer left it. */
export async function followCell(
  store: Ports['store'],
  followed: FollowedCells,
  cell: Cell,
): Promise<CellHead> {
  const name = cellName(cell.site, cell.cell)
  const known = followed.get(name)
  const head = known ? await followHead(store, cell, known) : await loadHead(store, cell)
  followed.delete(name)
  followed.set(name, head)
  for (const oldest of followed.keys()) {
    if (followed.size <= followedAtOnce) break
    followed.delete(oldest)
  }
  return head
}

export function mergeTail(
  stored: readonly Row[],
  tail: readonly Row[],
  { from, to }: Pick<SeriesQuery, 'from' | 'to'>,
): Row[] {
  // A page sealed between the two reads holds the tail's rows, too; a straggler may be one of them come again.
  const fresh = tail.filter((row) => row.at >= from && row.at <= to)
  const times = new Set(fresh.map((row) => row.at))
  return [...stored.filter((row) => !times.has(row.at)), ...fresh].sort((a, b) => a.at - b.at)
}

function endOf(anomaly: Anomaly): number {
  return anomaly.state === 'cleared' ? anomaly.clearedAt : Number.POSITIVE_INFINITY
}

function describeSeries(
  sensor: Sensor,
  { rows, readings, rolledUp }: Span,
  anomalies: Anomaly[],
  query: SeriesQuery,
): Series {
  const raw = rolledUp === null && rows.length <= query.maxPoints
  const during = (row: Row) =>
    (row.score ?? 0) >= 3 ||
    anomalies.some((anomaly) => row.at === anomaly.onset || row.at === anomaly.detectedAt)
  const shown = raw ? rows : downsample(rows, query.from, query.to, query.maxPoints, during)
  const interval = medianInterval(rows)
  return {
    key: sensor.key,
    from: query.from,
    to: query.to,
    method: raw ? 'raw' : 'min-max',
    resolutionSeconds: raw
      ? interval
      : Math.round((query.to - query.from) / 1000 / Math.max(1, Math.floor(query.maxPoints / 2))),
    readings,
    points: withGaps(
      shown,
      Math.max(
        intervalsUntilGap * sensor.expectedIntervalSeconds * 1000,
        raw ? 0 : stepMilliseconds(query),
        rolledUp === null ? 0 : 2 * periods[rolledUp],
      ),
    ),
    notes: describeQuality(shown),
    anomalies,
  }
}

/** Between points of a downsampled series there is a step at least. */
function stepMilliseconds(query: SeriesQuery): number {
  return (2 * (query.to - query.from)) / Math.max(1, Math.floor(query.maxPoints / 2))
}

/**
 * Between two readings too far apart stands a point without a value. Too far is judged by how far apart
 * they were just before: a series may pass from five minutes to ten seconds.
 */
function withGaps(rows: readonly Row[], shortest: number): SeriesPoint[] {
  const points: SeriesPoint[] = []
  let previous: number | null = null
  let usual = intervalOf(rows[0], rows[1])
  for (const row of rows) {
    const interval = previous === null ? 0 : row.at - previous
    const isGap = interval > Math.max(shortest, intervalsUntilGap * usual)
    if (isGap && previous !== null) points.push([previous + 1, null, null, null, null, null, 9])
    else if (interval > 0) usual = interval
    points.push([row.at, row.value, row.expected, row.low, row.high, row.score, row.flag])
    previous = row.at
  }
  return points
}

function intervalOf(first: Row | undefined, second: Row | undefined): number {
  return first && second ? second.at - first.at : 0
}
