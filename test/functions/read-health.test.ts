import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptyAccount } from '#domain/account.ts'
import type { Transit } from '#functions/serve-api/ports.ts'
import { readHealth } from '#functions/serve-api/read-health.ts'
import { newHead } from '#store/cell-log.ts'
import { putAll } from '#store/items.ts'
import { saveSite } from '#store/sites.ts'
import { tileGroupPut, tileOf } from '#store/tiles.ts'
import { cellsOf, garden, gardenCell } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

let running: TestStore
beforeAll(async () => {
  running = await startTestStore()
  await saveSite(running.store, garden, [...cellsOf(garden).values()])
  const account = {
    ...emptyAccount,
    framesStored: 5,
    framesQuarantined: 1,
    readingsStored: 50,
    readingsQuarantined: 7,
    readingsDuplicate: 3,
  }
  const tiles = ['pump', 'house'].map((cell) =>
    tileOf(gardenCell(cell), { ...newHead, account }, 1),
  )
  const place = { site: 'garden', group: 'g0', shard: 'shard-0' }
  await putAll(running.store, [
    tileGroupPut(running.store, place, new Map(tiles.map((tile) => [tile.cell, tile]))),
  ])
})
afterAll(() => running.stop())

const health = (transit: Transit | null) =>
  readHealth({
    store: running.store,
    bus: { client: undefined as never, name: 'none' },
    receivers: { webhookUrl: '', hasMailbox: false },
    now: () => 0,
    readTransit: async () => transit,
  })
const taken = (accepted: number, failed: number) => ({ accepted, failed })

it('adds up what cells stored and refused, and counts what is on its way', async () => {
  const { frames, readings, duplicateReadings, status } = await health({
    frames: taken(14, 0),
    readings: taken(120, 0),
  })
  expect(frames).toEqual({ accepted: 14, stored: 10, quarantined: 2, failed: 0, inFlight: 2 })
  expect(readings).toEqual({ accepted: 120, stored: 100, quarantined: 14, failed: 0, inFlight: 6 })
  expect([duplicateReadings, status]).toEqual([6, 'ok'])
})

it('is degraded by what failed', async () => {
  const { frames, status } = await health({ frames: taken(13, 1), readings: taken(114, 0) })
  expect(frames).toEqual({ accepted: 13, stored: 10, quarantined: 2, failed: 1, inFlight: 0 })
  expect(status).toBe('degraded')
})

it('takes what is settled for accepted where the transport is behind or unknown', async () => {
  const settled = { accepted: 12, stored: 10, quarantined: 2, failed: 0, inFlight: 0 }
  expect((await health(null)).frames).toEqual(settled)
  expect((await health({ frames: taken(11, 0), readings: taken(0, 0) })).frames).toEqual(settled)
})
