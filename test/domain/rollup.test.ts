import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '#domain/reading.ts'
import { rollUpPages } from '#domain/roll-up-pages.ts'
import { meanOf, type Rollup, rollUp, rowsOf } from '#domain/rollup.ts'
import { gardenCell } from '#test/support/sites.ts'

const hour = 3_600_000
const start = Date.UTC(2026, 2, 2)
const row = (at: number, value: number, change: Partial<Row> = {}): Row => ({
  at,
  value,
  expected: null,
  low: null,
  high: null,
  score: null,
  flag: 1,
  ...change,
})
const [sensor] = gardenCell('pump').sensors
if (!sensor) throw new Error('The garden has lost its pump.')

describe('a rollup', () => {
  it('keeps count, mean, and both extremes with their moments', () => {
    const rows = [row(start, 3), row(start + 1, 9), row(start + 2, 1), row(start + hour, 5)]
    const { open, closed } = rollUp(null, rows, '1h')
    expect(closed).toMatchObject([
      { from: start, count: 3, min: 1, minAt: start + 2, max: 9, maxAt: start + 1, flagged: 0 },
    ])
    expect(meanOf(closed[0] as Rollup)).toBeCloseTo(13 / 3)
    expect(open).toMatchObject({ from: start + hour, count: 1 })
  })

  it.each([
    ['anomalous', { score: 3 }, 1],
    ['nearly anomalous', { score: 2.99 }, 0],
    ['suspect', { flag: 3 as const }, 1],
    ['failed', { flag: 4 as const }, 1],
    ['not evaluated', { flag: 2 as const }, 0],
  ])('shows what is %s', (_, change, flagged) => {
    const { open } = rollUp(
      null,
      [row(start, 1), row(start + 1, 2, change), row(start + 2, 3)],
      '1h',
    )
    expect(open?.flagged).toBe(flagged)
    expect(rowsOf(open as Rollup).some(({ value }) => value === 2)).toBe(flagged === 1)
  })

  it('comes to the same however its rows are cut', () => {
    const rows = fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(100)), { minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(rows, fc.nat(80), (steps, cut) => {
        let at = start
        const all = steps.map(([step, value]) => {
          at += step + 1
          return row(at, value)
        })
        const whole = rollUp(null, all, '1h')
        const first = rollUp(null, all.slice(0, cut), '1h')
        const second = rollUp(first.open, all.slice(cut), '1h')
        expect([...first.closed, ...second.closed]).toEqual(whole.closed)
        expect(second.open).toEqual(whole.open)
        const counted = [...whole.closed, whole.open].reduce(
          (sum, one) => sum + (one?.count ?? 0),
          0,
        )
        expect(counted).toBe(all.length)
      }),
    )
  })
})

describe('rolling up sealed pages', () => {
  const page = (from: number, every: number) => ({
    sensor,
    rows: Array.from({ length: 60 }, (_, index) => row(from + index * every, index)),
  })

  it('keeps an hour of more than a page, and leaves one within a page to the page', () => {
    const dense = Array.from({ length: 8 }, (_, index) => page(start + index * 600_000, 10_000))
    expect(rollUpPages({}, dense).closed).toMatchObject([
      { period: '1h', rollup: { from: start, count: 360 } },
    ])
    const sparse = Array.from({ length: 8 }, (_, index) => page(start + index * 5 * hour, 300_000))
    expect(rollUpPages({}, sparse).closed).toMatchObject([
      { period: '1d', rollup: { from: start, count: 288 } },
    ])
  })
})
