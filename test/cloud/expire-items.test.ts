import { afterAll, beforeAll, expect, it } from 'vitest'
import { openExpiry } from '#simulators/cloud/store/expire-items.ts'
import { keyItem, putAll, queryItems } from '#store/items.ts'
import { startTestStore, type TestStore, tables } from '#test/support/test-store.ts'

let running: TestStore
beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())

const now = Date.UTC(2026, 2, 2)
const table = tables.telemetryTable
const put = (pk: string, count: number, ttl?: number) =>
  putAll(
    running.store,
    Array.from({ length: count }, (_, index) => ({
      table,
      item: {
        ...keyItem({ pk, sk: String(index) }),
        ...(ttl === undefined ? {} : { ttl: { N: String(ttl) } }),
      },
    })),
  )
const left = async (pk: string) => (await queryItems(running.store, table, pk)).length

it('deletes what has expired, a little at a time, and nothing else', async () => {
  await put('old', 1_500, now / 1_000 - 1)
  await put('new', 30, now / 1_000 + 60)
  await put('lasting', 30)
  const expire = openExpiry(running.endpoint, table)
  await expire(now)
  expect(await left('old')).toBeGreaterThan(0)
  await expire(now)
  await expire(now)
  expect([await left('old'), await left('new'), await left('lasting')]).toEqual([0, 30, 30])
  await expire(now + 120_000)
  await expire(now + 120_000)
  expect([await left('new'), await left('lasting')]).toEqual([0, 30])
})
