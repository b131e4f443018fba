import {
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import type { CellInput } from '#domain/cell-input.ts'
import { rowsPerPage } from '#domain/codec/page.ts'
import type { Cell } from '#domain/sensor.ts'
import { detectAnomalies, emptyMemory } from '#functions/detect-anomalies/detect-anomalies.ts'
import type { StreamRecord } from '#functions/detect-anomalies/read-record.ts'
import { cellsOf, garden } from '#test/support/sites.ts'

const dynamo = new DynamoDBClient({ region: 'local' })
const eventBridge = new EventBridgeClient({ region: 'local' })
export const store = mockClient(dynamo)
export const bus = mockClient(eventBridge)
export const start = Date.UTC(2026, 2, 2)
export const ports = {
  store: { client: dynamo, telemetryTable: 'telemetry', opsTable: 'ops' },
  bus: { client: eventBridge, name: 'hyphae' },
  now: () => start,
  onLoss: () => {},
}
export const findCell = async (site: string, cell: string): Promise<Cell | undefined> =>
  site === 'garden' ? cellsOf(garden).get(cell) : undefined
export const fresh = emptyMemory
export const detect = (records: readonly StreamRecord[], memory = fresh()) =>
  detectAnomalies(records, ports, memory, findCell)

/** Every call answers as an empty store would. */
export function answerAll(): void {
  store.reset()
  bus.reset()
  store.on(GetItemCommand).resolves({})
  store.on(QueryCommand).resolves({ Items: [] })
  store.on(PutItemCommand).resolves({})
  store.on(BatchWriteItemCommand).resolves({})
  bus.on(PutEventsCommand).resolves({ Entries: [] })
}

export const commits = () =>
  store
    .commandCalls(PutItemCommand)
    .filter(({ args: [{ input }] }) => input.Item?.['pk']?.S?.startsWith('J#'))
export const items = (table: string, prefix: string) =>
  store
    .commandCalls(BatchWriteItemCommand)
    .flatMap(({ args: [{ input }] }) => input.RequestItems?.[table] ?? [])
    .flatMap(({ PutRequest }) => (PutRequest?.Item ? [PutRequest.Item] : []))
    .filter((item) => item['pk']?.S?.startsWith(prefix))
export const quarantined = () =>
  items('ops', 'Q#').flatMap(
    (item) => JSON.parse(item['body']?.S ?? '') as Array<Record<string, unknown>>,
  )

/** A frame of a calm hour, then a spike: seals a page and finds an anomaly. */
export function spikingInputs(): CellInput[] {
  const count = 2 * rowsPerPage
  const readings = Array.from({ length: count }, (_, index) => ({
    sensor: 'temperature',
    sequence: index,
    at: start + index * 60_000,
    value: index === count - 1 ? 45 : 20 + (index % 3) / 10,
  }))
  return [
    {
      kind: 'frame',
      frame: 'f1',
      boot: 'b',
      sentAt: start + count * 60_000,
      live: false,
      readings,
    },
  ]
}
