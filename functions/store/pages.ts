import { decodePage, encodePage } from '#domain/codec/page.ts'
import type { Row } from '#domain/reading.ts'
import type { Sensor } from '#domain/sensor.ts'
import { keyItem, type Put, queryItems, readBinary, readText } from './items.ts'
import { padTime, telemetryKeys } from './keys.ts'
import { expiresAfter, hasExpired, keptDays } from './retention.ts'
import type { TelemetryStore } from './store.ts'

const pageVersion = 1

export function pagePut(store: TelemetryStore, sensor: Sensor, rows: readonly Row[]): Put {
  return {
    table: store.telemetryTable,
    item: {
      ...keyItem(telemetryKeys.page(sensor.key, rows[0]?.at ?? 0)),
      v: { N: String(pageVersion) },
      last: { N: String(rows.at(-1)?.at ?? 0) },
      rows: { B: encodePage(rows, sensor.resolution) },
      ...expiresAfter(keptDays.pages),
    },
  }
}

export function latePut(
  store: TelemetryStore,
  sensor: Sensor,
  row: Row,
  sequence: number | null,
): Put {
  return {
    table: store.telemetryTable,
    item: {
      ...keyItem(telemetryKeys.late(sensor.key, row.at, sequence)),
      v: { N: String(pageVersion) },
      body: { S: JSON.stringify(row) },
      ...expiresAfter(keptDays.pages),
    },
  }
}

/** Sealed and late readings of a span, in time order; a late one that a page has already is left out. */
export async function readRows(
  store: TelemetryStore,
  sensor: string,
  from: number,
  to: number,
): Promise<Row[]> {
  const pk = telemetryKeys.page(sensor, 0).pk
  const [before, within, late] = await Promise.all([
    // The page that reaches into the span began before it.
    queryItems(store, store.telemetryTable, pk, { to: padTime(from), descending: true, limit: 1 }),
    queryItems(store, store.telemetryTable, pk, { from: padTime(from), to: padTime(to) }),
    readLateRows(store, sensor, from, to),
  ])
  const kept = [...before, ...within].filter((item) => !hasExpired(item, Date.now()))
  const pages = new Map(kept.map((item) => [readText(item, 'sk'), item]))
  const rows = [...pages.values()].flatMap((item) => decodePage(readBinary(item, 'rows')))
  const times = new Set(rows.map((row) => row.at))
  return [...rows, ...late.filter((row) => !times.has(row.at))]
    .filter((row) => row.at >= from && row.at <= to)
    .sort((a, b) => a.at - b.at)
}

/** Readings of a span that came after the lateness horizon. */
export async function readLateRows(
  store: TelemetryStore,
  sensor: string,
  from: number,
  to: number,
): Promise<Row[]> {
  const items = await queryItems(
    store,
    store.telemetryTable,
    telemetryKeys.late(sensor, 0, null).pk,
    { from: padTime(from), to: `${padTime(to)}~\uffff` },
  )
  return items
    .filter((item) => !hasExpired(item, Date.now()))
    .map((item) => JSON.parse(readText(item, 'body')) as Row)
}
