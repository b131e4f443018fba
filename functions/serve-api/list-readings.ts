import type { ReadingPage } from '#domain/api/readings.ts'
import { rowsPerPage } from '#domain/codec/page.ts'
import { readSensorAnomalies } from '#store/anomalies.ts'
import { queryItems, readText } from '#store/items.ts'
import { padTime, telemetryKeys } from '#store/keys.ts'
import { readRows } from '#store/pages.ts'
import type { Store } from '#store/store.ts'
import { correctionsFor, correctRows } from './correct-people.ts'
import type { Ports } from './ports.ts'
import { badCursor, RequestProblem } from './problems.ts'
import { type FollowedCells, findSensor, mergeTail, readTail } from './read-series.ts'
import type { Registry } from './read-sites.ts'

export interface ReadingsQuery {
  readonly sensor: string
  readonly from: number
  readonly to: number
  readonly cursor?: string | undefined
  /** About so many rows: a page of them is never split. */
  readonly limit: number
}

/** Everything stored of a sensor, oldest first. The cursor is the moment at which the next stretch begins. */
export async function listReadings(
  ports: Ports,
  registry: Registry,
  followed: FollowedCells,
  query: ReadingsQuery,
): Promise<ReadingPage> {
  const { store } = ports
  const from = startOf(query)
  const { sensor, cell } = await findSensor(registry, query.sensor)
  // The tail first: a page that is sealed meanwhile is then found among the stored.
  const tail = await readTail(ports, followed, cell, sensor.sensor)
  const to = await findEnd(store, sensor.key, { ...query, from })
  const [stored, anomalies, corrections] = await Promise.all([
    readRows(store, sensor.key, from, to),
    readSensorAnomalies(store, sensor.key, from, to),
    correctionsFor(store, [sensor], from, to),
  ])
  return {
    key: sensor.key,
    rows: correctRows(mergeTail(stored, tail, { from, to }), sensor, corrections).map((row) => ({
      ...row,
    })),
    anomalies,
    next: to < query.to ? String(to + 1) : null,
  }
}

function startOf({ from, to, cursor }: ReadingsQuery): number {
  if (from > to)
    throw new RequestProblem(400, 'Empty span', `from ${from} is after to ${to}; swap them.`)
  if (cursor === undefined) return from
  const at = /^\d{1,14}$/.test(cursor) ? Number(cursor) : Number.NaN
  if (at >= from && at <= to) return at
  throw badCursor(cursor, 'or of another span; pass next as it came, with the same from and to')
}

/** As far as pages and late readings make about as many rows as were asked for. */
async function findEnd(
  store: Store,
  sensor: string,
  { from, to, limit }: ReadingsQuery,
): Promise<number> {
  const [page, late] = await Promise.all([
    timeAfter(store, telemetryKeys.page(sensor, 0).pk, Math.ceil(limit / rowsPerPage), from, to),
    timeAfter(store, telemetryKeys.late(sensor, 0, null).pk, limit, from, to),
  ])
  return Math.max(from, Math.min(to, page - 1, late - 1))
}

/** The time of the item that comes after so many. */
async function timeAfter(
  { client, telemetryTable }: Store,
  pk: string,
  count: number,
  from: number,
  to: number,
): Promise<number> {
  const range = { from: padTime(from), to: `${padTime(to)}~\uffff`, keysOnly: true }
  const items = await queryItems({ client }, telemetryTable, pk, { ...range, limit: count + 1 })
  const item = items[count]
  return item ? Number.parseInt(readText(item, 'sk'), 10) : Number.POSITIVE_INFINITY
}
