import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  detectAnomalies,
  emptyMemory,
  type Memory,
} from '#functions/detect-anomalies/detect-anomalies.ts'
import type { StreamRecord } from '#functions/detect-anomalies/read-record.ts'
import { sendTicks } from '#functions/send-ticks/send-ticks.ts'
import { loadHead } from '#store/cell-log.ts'
import { saveSite } from '#store/sites.ts'
import { readTiles } from '#store/tiles.ts'
import { frameAt, streamRecord } from '#test/support/records.ts'
import { cellsOf, garden, gardenCell } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 2)
const eventBridge = new EventBridgeClient({ region: 'local' })
const bus = mockClient(eventBridge)
let running: TestStore
let now = start
let sequence = 0
const memory: Memory = emptyMemory()

beforeAll(async () => {
  running = await startTestStore()
  await saveSite(running.store, garden, [...cellsOf(garden).values()])
})
afterAll(() => running.stop())
beforeEach(() => {
  bus.reset()
  bus.on(PutEventsCommand).resolves({})
})

const ports = () => ({
  store: running.store,
  bus: { client: eventBridge, name: 'hyphae' },
  now: () => now,
  onLoss: () => {},
})
const detect = (records: readonly StreamRecord[]) =>
  detectAnomalies(records, ports(), memory, async (_, cell) => cellsOf(garden).get(cell))
const report = (change: Record<string, unknown>) => {
  sequence += 1
  return detect([streamRecord(sequence, { detail: frameAt(now, change) })])
}
const sent = () =>
  bus.commandCalls(PutEventsCommand).flatMap(({ args: [{ input }] }) =>
    (input.Entries ?? []).map(({ DetailType, Detail = '' }) => {
      const { cell, at } = JSON.parse(Detail) as { cell?: string; at: number }
      return `${DetailType} ${cell ?? ''} ${(at - start) / minute}`
    }),
  )

it('tells each site the time, each silent cell, and none that is heard', async () => {
  await report({ cell: 'pump' })
  await report({ cell: 'bed-1' })
  now = start + minute
  await report({ cell: 'bed-1' })
  expect(await sendTicks(ports())).toBe(2)
  expect(sent()).toEqual(['WatchdogSent  1', 'SiteTicked  1', 'CellTicked pump 1'])
})

it('puts away for good what a recording left in the journal, and lets no time pass for it', async () => {
  now = start + 2 * minute
  await report({ cell: 'bed-2', run: 'replay' })
  now += 1_000
  await report({ cell: 'bed-2', run: 'replay' })
  const before = await loadHead(running.store, gardenCell('bed-2'))
  expect(before.sinceCheckpoint.readings).toBe(1)
  now = start + 2 * minute + 30_000
  await sendTicks(ports())
  expect(sent().filter((tick) => tick.includes('bed-2'))).toEqual([])
  now = start + 300 * minute
  await sendTicks(ports())
  expect(sent().filter((tick) => tick.includes('bed-2'))).toEqual([
    `CellTicked bed-2 ${2 + 1 / 60}`,
  ])
  sequence += 1
  await detect([
    streamRecord(sequence, {
      type: 'CellTicked',
      detail: { site: 'garden', cell: 'bed-2', at: before.state.clock },
    }),
  ])
  const after = await loadHead(running.store, gardenCell('bed-2'))
  expect(after.state).toEqual(before.state)
  expect(after.sinceCheckpoint).toEqual({ commits: 0, readings: 0 })
  const tile = (await readTiles(running.store, 'garden')).find(({ cell }) => cell === 'bed-2')
  expect(tile?.unsaved).toBe(false)
  bus.resetHistory()
  await sendTicks(ports())
  expect(sent().filter((tick) => tick.includes('bed-2'))).toEqual([])
})
