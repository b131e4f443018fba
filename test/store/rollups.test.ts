import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Row } from '#domain/reading.ts'
import { rollUpPages } from '#domain/roll-up-pages.ts'
import { readSpan } from '#functions/serve-api/read-span.ts'
import { putAll } from '#store/items.ts'
import { latePut, pagePut, readRows } from '#store/pages.ts'
import { rollupPut } from '#store/rollups.ts'
import { gardenCell } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

const day = 86_400_000
const start = Date.UTC(2026, 2, 2)
const [sensor] = gardenCell('pump').sensors
if (!sensor) throw new Error('The garden has lost its pump.')

/** Six days at half a minute; one reading in the middle of the third is far out. */
const spikeAt = start + 2.5 * day
const rows: Row[] = Array.from({ length: 6 * 2_880 }, (_, index) => {
  const at = start + index * 30_000
  const value = at === spikeAt ? 49 : 20 + (index % 100) / 10
  return { at, value, expected: 20, low: 19, high: 31, score: at === spikeAt ? 8 : 0, flag: 1 }
})

let running: TestStore
beforeAll(async () => {
  running = await startTestStore()
  const pages = Array.from({ length: rows.length / 60 }, (_, index) => ({
    sensor,
    rows: rows.slice(index * 60, (index + 1) * 60),
  }))
  const { closed } = rollUpPages({}, pages)
  const late: Row = { ...(rows[0] as Row), at: start + day + 1, value: -40, flag: 3 }
  await putAll(running.store, [
    ...pages.map((page) => pagePut(running.store, sensor, page.rows)),
    ...closed.map((one) => rollupPut(running.store, one)),
    latePut(running.store, sensor, late, null),
  ])
})
afterAll(() => running.stop())

describe('a long span', () => {
  it('is read from hours, with every extreme and every flagged reading where it was', async () => {
    const span = await readSpan(running.store, sensor.key, start, start + 6 * day)
    expect(span.rolledUp).toBe('1h')
    expect(span.readings).toBe(rows.length + 1)
    expect(span.rows.length).toBeLessThan(1_000)
    expect(span.rows).toContainEqual(expect.objectContaining({ at: spikeAt, value: 49 }))
    expect(span.rows).toContainEqual(expect.objectContaining({ value: -40, flag: 3 }))
    expect(span.rows.map(({ at }) => at)).toEqual(span.rows.map(({ at }) => at).toSorted())
  })

  it('begins and ends with readings where it begins and ends within an hour', async () => {
    const [from, to] = [start + 1_800_000, start + 4 * day + 1_800_000]
    const span = await readSpan(running.store, sensor.key, from, to)
    expect(span.rows[0]?.at).toBe(from)
    expect(span.rows.at(-1)?.at).toBe(to)
    expect(span.readings).toBe((to - from) / 30_000 + 2)
  })

  it('is read whole where it is short', async () => {
    const span = await readSpan(running.store, sensor.key, start, start + day)
    expect(span.rolledUp).toBeNull()
    expect(span.rows).toEqual(await readRows(running.store, sensor.key, start, start + day))
  })
})

it('what has expired is not shown, though it is still there', async () => {
  const put = pagePut(
    running.store,
    sensor,
    rows.slice(0, 60).map((row) => ({ ...row, at: row.at - 60 * day })),
  )
  await putAll(running.store, [put])
  const read = () => readRows(running.store, sensor.key, start - 61 * day, start - 59 * day)
  expect(await read()).toHaveLength(60)
  await putAll(running.store, [{ ...put, item: { ...put.item, ttl: { N: '1000' } } }])
  expect(await read()).toEqual([])
})
