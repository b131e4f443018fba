import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Row } from '#domain/reading.ts'
import type { Sensor } from '#domain/sensor.ts'
import { putAll } from '#store/items.ts'
import { latePut, pagePut, readRows } from '#store/pages.ts'
import { gardenSensor } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

let running: TestStore
let sensor: Sensor
let sensors = 0
beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())
beforeEach(() => {
  sensors += 1
  sensor = { ...gardenSensor('pump', 'temperature'), key: `garden.pump.t${sensors}` }
})

const row = (at: number, value = at, flag: Row['flag'] = 1): Row => ({
  at,
  value,
  expected: null,
  low: null,
  high: null,
  score: null,
  flag,
})
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index))
const save = (...pages: Row[][]) =>
  putAll(
    running.store,
    pages.map((page) => pagePut(running.store, sensor, page)),
  )
const saveLate = (one: Row, sequence: number | null = null) =>
  putAll(running.store, [latePut(running.store, sensor, one, sequence)])
const times = async (from: number, to: number) =>
  (await readRows(running.store, sensor.key, from, to)).map(({ at }) => at)

it('reads a span across pages, both ends included', async () => {
  await save(rows(1, 60), rows(61, 120), rows(121, 180))
  expect(await times(50, 130)).toEqual(rows(50, 130).map(({ at }) => at))
  expect(await times(60, 61)).toEqual([60, 61])
  expect(await times(1, 1)).toEqual([1])
  expect(await times(181, 999)).toEqual([])
  expect(await times(0, 0)).toEqual([])
})

it('finds the page that began long before the span', async () => {
  await save(rows(1, 60))
  expect(await times(59, 1_000)).toEqual([59, 60])
})

it('puts late readings where they belong', async () => {
  await save([row(10), row(30)])
  await saveLate(row(20, 20, 3), 2)
  await saveLate(row(5, 5, 3), 0)
  expect(await times(0, 100)).toEqual([5, 10, 20, 30])
  expect((await readRows(running.store, sensor.key, 0, 100))[2]?.flag).toBe(3)
})

it('leaves out a late reading that its page has already', async () => {
  await save([row(10), row(20)])
  await saveLate(row(20, 99, 3), 2)
  expect(await readRows(running.store, sensor.key, 0, 100)).toEqual([row(10), row(20)])
})

it('writes a page again over itself', async () => {
  await save(rows(1, 60))
  await save(rows(1, 60))
  expect(await times(0, 100)).toHaveLength(60)
})
