import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { QuarantineItem } from '#domain/api/quarantine.ts'
import {
  detectAnomalies,
  emptyMemory,
  type Memory,
} from '#functions/detect-anomalies/detect-anomalies.ts'
import type { StreamRecord } from '#functions/detect-anomalies/read-record.ts'
import { listQuarantine } from '#functions/serve-api/list-quarantine.ts'
import { frameAt, streamRecord } from '#test/support/records.ts'
import { cellsOf, garden } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

const start = Date.UTC(2026, 2, 2)
const day = 86_400_000
let running: TestStore
let memory: Memory
beforeEach(async () => {
  running = await startTestStore()
  memory = emptyMemory()
})
afterEach(() => running.stop())

const ports = () => ({
  store: running.store,
  bus: { client: new EventBridgeClient({ region: 'local' }), name: 'hyphae' },
  receivers: { webhookUrl: '', hasMailbox: false },
  now: () => start,
  onLoss: () => {},
  readTransit: async () => null,
})
const detect = (...records: StreamRecord[]) =>
  detectAnomalies(records, ports(), memory, async (_, cell) => cellsOf(garden).get(cell))

async function listed(limit: number): Promise<QuarantineItem[]> {
  const all: QuarantineItem[] = []
  let cursor: string | undefined
  do {
    const page = await listQuarantine(ports(), { limit, cursor })
    all.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}
const idsOf = (items: readonly QuarantineItem[]) => items.map(({ id }) => id)

describe('the list of what is in quarantine', () => {
  it('has every refused reading of a frame, once and in its order, after redeliveries, too', async () => {
    const readings = Array.from({ length: 1_000 }, () => ({
      sensor: '"'.repeat(1_000),
      at: '\\'.repeat(1_000),
    }))
    const record = streamRecord(1, { detail: frameAt(start, { readings }) })
    await detect(record)
    memory.heads.clear()
    await detect(record)
    const expected = Array.from({ length: 1_000 }, (_, index) => `event-1#${index}`)
    expect(idsOf(await listed(300))).toEqual(expected)
    expect(idsOf(await listed(500))).toEqual(expected)
  })

  it('has what came last first, whatever times the publishers write', async () => {
    const bad = (sequence: number, time: string, arrivedAt: number) =>
      streamRecord(sequence, { type: 'Greeting', detail: {}, time, arrivedAt })
    await detect(
      bad(8, '2040-01-01T00:00:00Z', start),
      bad(9, '1980-01-01T00:00:00Z', start + 1),
      bad(10, '2039-01-01T00:00:00Z', start + 1),
      bad(11, '1970-01-01T00:00:00Z', start + day),
    )
    expect(idsOf(await listed(1))).toEqual(['event-11', 'event-10', 'event-9', 'event-8'])
  })

  it('is empty after a good frame', async () => {
    expect(await detect(streamRecord(1, { detail: frameAt(start) }))).toMatchObject({ readings: 1 })
    expect(await listed(100)).toEqual([])
  })
})
