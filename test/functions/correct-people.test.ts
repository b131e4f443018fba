import { expect, it } from 'vitest'
import { stampOf } from '#domain/people/aggregate-frame.ts'
import { aggregateReports } from '#domain/people/aggregate-reports.ts'
import { windowMilliseconds } from '#domain/people/self-report.ts'
import { storedAggregate } from '#domain/people/stored-aggregate.ts'
import type { Row } from '#domain/reading.ts'
import { correctRows } from '#functions/serve-api/correct-people.ts'
import { peopleCell, start } from '#test/support/people-cell.ts'

const sensors = new Map(peopleCell().sensors.map((sensor) => [sensor.sensor, sensor]))
const sensor = (name: string) => {
  const found = sensors.get(name)
  if (!found) throw new Error(`The house has no ${name}.`)
  return found
}
const row = (window: number): Row => ({
  ...{ at: stampOf(start + window * windowMilliseconds), value: 0.9, expected: 0.3 },
  ...{ low: 0, high: 0.5, score: 5, flag: 1 as const },
})
const remade = (window: number, people: number) => {
  const at = start + window * windowMilliseconds
  const reports = Array.from({ length: people }, (_, index) => ({
    ...{ subject: `p-${1_000 + index}`, at, valence: 0.25, arousal: 0 },
  }))
  return [stampOf(at), storedAggregate(at, aggregateReports(reports), at + 1)] as const
}
const corrections = new Map([['house', new Map([remade(1, 12), remade(2, 9)])]])
const rows = [row(0), row(1), row(2), row(3)]

it('a window that was made anew shows its new value without a verdict, one below ten nothing', () => {
  const shown = correctRows(rows, sensor('mood-valence'), corrections)
  expect(
    shown.map(({ at, value, score }) => [(at - start) / windowMilliseconds, value, score]),
  ).toEqual([
    [1, 0.9, 5],
    [2, 0.25, null],
    [4, 0.9, 5],
  ])
})

it('an hour in which something was taken back is not shown as a whole, the next is', () => {
  const hourly = [row(3), row(15)]
  expect(correctRows(hourly, sensor('mood-valence'), corrections, '1h')).toEqual([hourly[1]])
})

it('what does not stand for people stays as it is', () => {
  expect(correctRows(rows, sensor('co2'), corrections)).toEqual(rows)
})
