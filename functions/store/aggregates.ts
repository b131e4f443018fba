import type { RefusedReports } from '#domain/people/report-batch.ts'
import { StoredAggregate } from '#domain/people/stored-aggregate.ts'
import {
  deleteAll,
  documentItem,
  getItem,
  holds,
  keyItem,
  putAll,
  putItem,
  queryItems,
  readText,
} from './items.ts'
import { cellName, padTime, telemetryKeys } from './keys.ts'
import { expiresAfter, hasExpired, keptDays } from './retention.ts'
import type { TelemetryStore } from './store.ts'

const aggregateVersion = 1

export interface WindowPlace {
  readonly site: string
  readonly cell: string
  readonly window: number
}

export async function readAggregate(
  store: TelemetryStore,
  { site, cell, window }: WindowPlace,
): Promise<StoredAggregate | undefined> {
  const key = telemetryKeys.aggregate(cellName(site, cell), window)
  const item = await getItem(store, store.telemetryTable, key)
  return item ? StoredAggregate.parse(JSON.parse(readText(item, 'body'))) : undefined
}

export async function readAggregates(
  store: TelemetryStore,
  site: string,
  cell: string,
  from: number,
  to: number,
): Promise<StoredAggregate[]> {
  const { pk } = telemetryKeys.aggregate(cellName(site, cell), 0)
  const range = { from: padTime(from), to: padTime(to) }
  const items = await queryItems(store, store.telemetryTable, pk, range)
  return items
    .filter((item) => !hasExpired(item, Date.now()))
    .map((item) => StoredAggregate.parse(JSON.parse(readText(item, 'body'))))
}

export async function saveAggregate(
  store: TelemetryStore,
  { site, cell, window }: WindowPlace,
  aggregate: StoredAggregate,
): Promise<void> {
  const ttl = expiresAfter(keptDays.pages)
  const table = store.telemetryTable
  const key = telemetryKeys.aggregate(cellName(site, cell), window)
  const puts = [
    { table, item: { ...documentItem(key, aggregateVersion, aggregate), ...ttl } },
    ...(aggregate.revisedAt === null
      ? []
      : [
          {
            table,
            item: {
              ...documentItem(telemetryKeys.correction(site, cell, window), 1, aggregate),
              ...ttl,
            },
          },
        ]),
  ]
  await putAll(store, puts)
}

/** What was told of a site's windows and is no longer so, by cell and window. */
export async function readCorrections(
  store: TelemetryStore,
  site: string,
  from: number,
  to: number,
): Promise<Array<{ readonly cell: string; readonly aggregate: StoredAggregate }>> {
  const { pk } = telemetryKeys.correction(site, '', 0)
  const range = { from: padTime(from), to: `${padTime(to)}#\uffff` }
  const items = await queryItems(store, store.telemetryTable, pk, range)
  return items.map((item) => ({
    cell: readText(item, 'sk').split('#')[1] ?? '',
    aggregate: StoredAggregate.parse(JSON.parse(readText(item, 'body'))),
  }))
}

export async function openWindows(
  store: TelemetryStore,
  site: string,
  cell: string,
  windows: readonly number[],
): Promise<void> {
  const name = cellName(site, cell)
  await putAll(
    store,
    windows.map((window) => ({
      table: store.telemetryTable,
      item: {
        ...keyItem(telemetryKeys.openWindow(name, window)),
        ...expiresAfter(keptDays.pages),
      },
    })),
  )
}

export async function readOpenWindows(
  store: TelemetryStore,
  site: string,
  cell: string,
): Promise<number[]> {
  const { pk } = telemetryKeys.openWindow(cellName(site, cell), 0)
  const items = await queryItems(store, store.telemetryTable, pk, { keysOnly: true })
  return items.map((item) => Number(readText(item, 'sk')))
}

export async function forgetOpenWindow(
  store: TelemetryStore,
  { site, cell, window }: WindowPlace,
): Promise<void> {
  const key = telemetryKeys.openWindow(cellName(site, cell), window)
  await deleteAll(store, store.telemetryTable, [key])
}

export interface BatchReceipt {
  readonly sentAt: number
  readonly kept: number
  readonly refused: RefusedReports
}

/** What became of a batch, in numbers; the first account stands, for a second try finds windows closed by itself. */
export async function saveReceipt(
  store: TelemetryStore,
  { site, cell, batch }: { readonly site: string; readonly cell: string; readonly batch: string },
  receipt: BatchReceipt,
): Promise<void> {
  const key = telemetryKeys.reportBatch(cellName(site, cell), batch)
  const item = { ...documentItem(key, 1, receipt), ...expiresAfter(keptDays.pages) }
  await holds(
    putItem(
      store,
      { table: store.telemetryTable, item },
      { expression: 'attribute_not_exists(pk)' },
    ),
  )
}

export async function readReceipt(
  store: TelemetryStore,
  site: string,
  cell: string,
  batch: string,
): Promise<BatchReceipt | undefined> {
  const key = telemetryKeys.reportBatch(cellName(site, cell), batch)
  const item = await getItem(store, store.telemetryTable, key)
  return item ? (JSON.parse(readText(item, 'body')) as BatchReceipt) : undefined
}
