import { describe, expect, it } from 'vitest'
import {
  judgeGap,
  judgeRate,
  judgeSpike,
  meet,
  type Neighbours,
  noNeighbours,
} from '#domain/quality/neighbours.ts'
import { failed, notEvaluated, passed, suspect } from '#domain/quality/outcomes.ts'
import { sensorWith } from '#test/support/quality.ts'

const second = 1_000
const start = Date.UTC(2026, 2, 2)
const sensor = sensorWith()

/** What is known after these values, ten seconds apart. */
function knownAfter(values: readonly number[], of = sensor): Neighbours {
  return values.reduce(
    (known, value, index) =>
      meet(known, start + index * 10 * second, value, sound, false, of.resolution),
    noNeighbours,
  )
}
const sound = { gap: passed, isFailed: false } as const
/** Seventy readings that change by 0.2 each time: the mean change is 0.2, and eight times it 1.6. */
const steady = Array.from({ length: 70 }, (_, index) => (index % 2 === 0 ? 20 : 20.2))

describe('the gap', () => {
  const known = knownAfter([20, 20])
  it.each([
    ['before the first reading', noNeighbours, start, notEvaluated],
    ['before the second, when nobody knows its pace', knownAfter([20]), start + 9e6, passed],
    ['after three intervals', known, known.at + 30 * second, passed],
    ['after a millisecond more', known, known.at + 30 * second + 1, suspect],
    [
      'of a recording sparser than expected',
      { ...known, interval: 300_000 },
      known.at + 900_000,
      passed,
    ],
    [
      'in a recording sparser than expected',
      { ...known, interval: 300_000 },
      known.at + 900_001,
      suspect,
    ],
    [
      'of a sensor quicker than expected',
      { ...known, interval: second },
      known.at + 30 * second,
      passed,
    ],
  ])('%s', (_, before, at, outcome) => {
    expect(judgeGap(before, at, sensor)).toBe(outcome)
  })

  it('does not change what interval is usual', () => {
    const next = meet(known, known.at + 900_000, 20, { ...sound, gap: suspect }, false, 0.1)
    expect(next).toMatchObject({ interval: 10 * second, last: 20, before: null })
  })
})

describe('the rate of change', () => {
  const limited = sensorWith({ changePerInterval: 2 })
  const judge = (known: Neighbours, value: number, seconds = 10, of = limited) =>
    judgeRate(known, known.at + seconds * second, value, of)

  it.each([
    ['exactly at the limit, upwards', 22.1, 10, passed],
    ['one step beyond, upwards', 22.2, 10, suspect],
    ['exactly at the limit, downwards', 18.1, 10, passed],
    ['one step beyond, downwards', 18, 10, suspect],
    ['at the limit of two intervals', 24.1, 20, passed],
    ['one step beyond that of two intervals', 24.2, 20, suspect],
    ['at the limit in half an interval', 22.1, 5, passed],
    ['one step beyond in half an interval', 22.2, 5, suspect],
  ])('%s', (_, value, seconds, outcome) => {
    expect(judge(knownAfter([20.1]), value, seconds)).toBe(outcome)
  })

  it('is not judged of the first reading', () => {
    expect(judge(noNeighbours, 50)).toBe(notEvaluated)
  })

  it.each([
    ['exactly eight times the usual change', 21.8, passed],
    ['one step beyond', 21.9, suspect],
    ['one step beyond downwards', 18.5, suspect],
  ])('is learnt: %s', (_, value, outcome) => {
    expect(judge(knownAfter(steady), value, 10, sensor)).toBe(outcome)
  })

  it('is not judged while fewer than sixty changes are known', () => {
    expect(judge(knownAfter(steady.slice(0, 60)), 50, 10, sensor)).toBe(notEvaluated)
    expect(judge(knownAfter(steady.slice(0, 61)), 50, 10, sensor)).toBe(suspect)
  })

  it('is never less than eight steps of the sensor’s resolution', () => {
    const resting = knownAfter(new Array<number>(70).fill(20))
    expect(judge(resting, 20.8, 10, sensor)).toBe(passed)
    expect(judge(resting, 20.9, 10, sensor)).toBe(suspect)
  })

  it('is not learnt for what a controller sets, and holds where the site file gives one', () => {
    const commanded = sensorWith({}, { commanded: true })
    expect(judge(knownAfter(steady), 50, 10, commanded)).toBe(notEvaluated)
    const both = sensorWith({ changePerInterval: 2 }, { commanded: true })
    expect(judge(knownAfter(steady), 50, 10, both)).toBe(suspect)
  })
})

describe('a spike', () => {
  const limited = sensorWith({ spike: 5 })
  const judge = (before: number, last: number, next: number, of = limited) =>
    judgeSpike(knownAfter([before, last]), next, of)

  it.each([
    ['exactly at the limit', [20, 25, 20], passed],
    ['one step beyond', [20, 25.1, 20], suspect],
    ['one step beyond downwards', [20, 14.9, 20], suspect],
    ['exactly at the limit over a slope', [20, 26, 22], passed],
    ['one step beyond over a slope', [20, 26.1, 22], suspect],
    ['a step is none', [20, 40, 40], passed],
    ['a step with noise is none', [20, 40, 39.9], passed],
    ['the reading before a spike is none', [20.1, 20, 40], passed],
    ['the reading after a spike is none', [40, 20, 20.1], passed],
    ['a slope is none', [20, 30, 40], passed],
    ['a slope that flattens is none', [20, 40, 48], passed],
  ] as const)('%s', (_, [before, last, next], outcome) => {
    expect(judge(before, last, next)).toBe(outcome)
  })

  it('is not judged of the first reading, nor without its neighbours', () => {
    expect(judgeSpike(noNeighbours, 20, limited)).toBe(notEvaluated)
    expect(judgeSpike(knownAfter([40]), 20, limited)).toBe(notEvaluated)
  })

  it('is learnt: more than eight times the usual change', () => {
    const known = knownAfter([...steady, 20])
    const peak = (height: number) => ({ ...known, last: 20 + height, before: 20 })
    expect(judgeSpike(peak(1.6), 20, sensor)).toBe(passed)
    expect(judgeSpike(peak(1.7), 20, sensor)).toBe(suspect)
  })
})

describe('what is known of neighbours', () => {
  const known = knownAfter(steady)
  const meets = (change: Partial<Parameters<typeof meet>[3]>, value = 20, isResting = false) =>
    meet(known, known.at + 10 * second, value, { ...sound, ...change }, isResting, 0.1)

  it('is cut by a failed reading', () => {
    expect(meets({ isFailed: true }, 999)).toEqual({
      ...known,
      at: known.at + 10 * second,
      last: null,
      before: null,
    })
  })

  it('begins anew after a gap, and learns nothing of it', () => {
    expect(meets({ gap: suspect }, 40)).toMatchObject({
      last: 40,
      before: null,
      change: known.change,
    })
  })

  it('learns nothing of how a sensor changes while it rests', () => {
    expect(meets({}, 20.2, true)).toMatchObject({ last: 20.2, change: known.change })
  })

  it('is moved by a fault no more than by three usual changes', () => {
    expect(meets({}, 50).change).toBeCloseTo(known.change + (2 * known.change) / 70, 10)
    expect(meets({}, 20.8).change).toBeCloseTo(known.change + (2 * known.change) / 70, 10)
  })

  it('has no outcome to fail with', () => {
    expect([judgeGap(known, start + 9e9, sensor), judgeSpike(known, 1e9, sensor)]).not.toContain(
      failed,
    )
  })
})
