import { describe, expect, it } from 'vitest'
import { downsample, medianInterval } from '#domain/downsample.ts'
import type { Row } from '#domain/reading.ts'

const row = (at: number, value: number, flag: Row['flag'] = 1): Row => ({
  at,
  value,
  expected: null,
  low: null,
  high: null,
  score: null,
  flag,
})
const none = () => false

describe('downsampling', () => {
  const quiet = Array.from({ length: 1_000 }, (_, at) => row(at, 10 + Math.sin(at)))

  it('keeps to the points asked for', () => {
    expect(downsample(quiet, 0, 1_000, 50, none).length).toBeLessThanOrEqual(50)
  })

  it('keeps the lowest and the highest of each step', () => {
    const rows = [3, 1, 2, 9, 5, 5, 5, 5].map((value, at) => row(at, value))
    expect(downsample(rows, 0, 8, 4, none).map(({ value }) => value)).toEqual([1, 9, 5])
  })

  it.each([17, 500, 999])('keeps a spike of one reading at %i', (at) => {
    const rows = quiet.map((one) => (one.at === at ? row(at, 99) : one))
    const kept = downsample(rows, 0, 1_000, 20, none)
    expect(kept).toContainEqual(row(at, 99))
  })

  it.each([1, 400, 998])('keeps a dip of one reading at %i', (at) => {
    const rows = quiet.map((one) => (one.at === at ? row(at, -99) : one))
    expect(downsample(rows, 0, 1_000, 20, none)).toContainEqual(row(at, -99))
  })

  it('keeps every row that is wanted, however unremarkable', () => {
    const rows = quiet.map((one) => (one.at % 7 === 0 ? { ...one, flag: 4 as const } : one))
    const kept = downsample(rows, 0, 1_000, 20, ({ flag }) => flag === 4)
    expect(kept.filter(({ flag }) => flag === 4)).toEqual(rows.filter(({ flag }) => flag === 4))
  })

  it('invents no row, doubles none and keeps their order', () => {
    const kept = downsample(quiet, 0, 1_000, 100, ({ at }) => at % 3 === 0)
    expect(kept.every((one) => quiet.includes(one))).toBe(true)
    expect(kept.map(({ at }) => at)).toEqual(
      [...new Set(kept.map(({ at }) => at))].sort((a, b) => a - b),
    )
  })

  it('takes the last moment into the last step', () => {
    const rows = [row(8, 1), row(9, 5), row(10, 3)]
    expect(downsample(rows, 0, 10, 4, none)).toEqual([row(8, 1), row(9, 5)])
  })
})

describe('the usual interval', () => {
  it.each([
    ['of none', [], 0],
    ['of one', [5_000], 0],
    ['of regular readings', [0, 10_000, 20_000], 10],
    ['is not moved by a gap', [0, 10_000, 20_000, 900_000, 910_000], 10],
  ])('%s', (_, times, seconds) => {
    expect(medianInterval(times.map((at) => row(at, 1)))).toBe(seconds)
  })
})
