import { describe, expect, it } from 'vitest'
import { hearHours, noNeighbourState } from '#domain/detect/neighbours/hear-hours.ts'
import type { ResilienceState } from '#domain/detect/neighbours/resilience-state.ts'
import type { HourSummary } from '#domain/hour-summary.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import {
  firstHour,
  hearAll,
  houses,
  stocks,
  summaries,
  usualCourse,
} from '#test/support/neighbours.ts'

const day = 24
const days = 60
const byDay = (list: readonly HourSummary[]) =>
  Map.groupBy(list, ({ hour }) => Math.floor(hour / day))
    .values()
    .toArray()
type Unrest = (hour: number) => number

/** Made good at so much an hour: it changes from the 25th day on for 16 days, and then is as before. Hourly means. */
function unrest(
  seed: number,
  recoveryAt: (share: number) => number,
  sizeAt: (share: number) => number,
): Unrest {
  let left = 0
  const course = Array.from({ length: days * day }, (_, hour) => {
    const whole = Math.max(0, (hour / day - 25) / 16)
    const share = whole > 1 ? 0 : whole
    let sum = 0
    for (let step = 0; step < 6; step += 1) {
      left *= Math.exp(-recoveryAt(share) / 6)
      left += sizeAt(share) * gaussian(seed, 6 * hour + step)
      sum += left
    }
    return sum / 6
  })
  return (hour) => course[hour] ?? 0
}
const noise = (cell: string, hour: number) => 0.3 * gaussian(cell.length * 7 + 3, hour)
const heard = (unrestOfSouth: Unrest, cells = stocks) =>
  hearAll(
    byDay(
      summaries(days * day, (cell, hour) => {
        const extra = cell === 'south' ? unrestOfSouth(hour) : noise(cell, hour)
        return usualCourse(cell, hour) + extra
      }),
    ),
    cells,
  )
const told = (unrestOfSouth: Unrest, cells = stocks) =>
  heard(unrestOfSouth, cells).told.filter(({ detector }) => detector === 'early-warning')

const [fast, size] = [1.5, 2]
const slowing = (seed: number) =>
  unrest(
    seed,
    (share) => fast - 1.49 * share,
    () => size,
  )

describe('an early warning', () => {
  it('is told of a stock that comes back ever more slowly, before the end, and once', () => {
    const [first, ...more] = told(slowing(1))
    expect(first).toMatchObject({
      ...{ sensor: 'nursery.south.humidity', severity: 'info', state: 'detected' },
      trouble: 'Humidity recovers ever more slowly',
    })
    expect(first?.reason).toMatch(
      /^Humidity at House south comes back ever more slowly from what disturbs it: in 2\d days what one hour leaves to the next rose from \d+ % to \d\d % \(τ 0\.\d\d\) and its spread from \d\.\d % to \d\.\d % \(τ 0\.\d\d\), beside its neighbours; in days without order a chance of 1 in [\d,]+\.$/,
    )
    const after = (first?.detectedAt ?? 0) / 3_600_000 - firstHour - 25 * day
    expect(after).toBeGreaterThan(4 * day)
    expect(after).toBeLessThanOrEqual(17 * day)
    expect(more.map(({ state, id }) => [state, id])).toEqual([['cleared', first?.id]])
  })

  it('is told of most that slow down', () => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    const found = seeds.filter((seed) => told(slowing(seed)).length > 0)
    expect(found.length).toBeGreaterThanOrEqual(8)
  })

  it.each<readonly [string, (seed: number) => Unrest]>([
    [
      'is healthy',
      (seed) =>
        unrest(
          seed,
          () => fast,
          () => size,
        ),
    ],
    [
      'is healthy and slow',
      (seed) =>
        unrest(
          seed,
          () => 0.1,
          () => size,
        ),
    ],
    [
      'only scatters ever more',
      (seed) =>
        unrest(
          seed,
          () => fast,
          (share) => size * (1 + 2 * share),
        ),
    ],
    [
      'slows down while ever less disturbs it',
      (seed) =>
        unrest(
          seed,
          (share) => fast - 1.2 * share,
          (share) => size * Math.sqrt((fast - 1.2 * share) / fast) * (1 - share / 3),
        ),
    ],
  ])('is not told of one that %s', (_, make) => {
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8]
    expect(seeds.flatMap((seed) => told(make(seed)))).toEqual([])
  })

  it('is not told of what is no stock, nor where all neighbours slow down together', () => {
    expect(told(slowing(1), houses)).toEqual([])
    const weather = slowing(1)
    const all = hearAll(
      byDay(
        summaries(
          days * day,
          (cell, hour) => usualCourse(cell, hour) + noise(cell, hour) + weather(hour),
        ),
      ),
      stocks,
    )
    expect(all.told.filter(({ detector }) => detector === 'early-warning')).toEqual([])
  })

  it('keeps three weeks of days, in a state that storage leaves as it is', () => {
    const list = summaries(days * day, (cell, hour) => usualCourse(cell, hour) + slowing(1)(hour))
    const whole = hearHours(noNeighbourState, list, stocks)
    const stored = hearAll(byDay(list), stocks)
    expect(stored.state).toEqual(whole.state)
    expect(stored.told).toEqual(whole.anomalies)
    const state = whole.state.watches['south']?.['early-warning/humidity']?.state as ResilienceState
    expect(state.days).toHaveLength(21)
    expect(JSON.stringify(state).length).toBeLessThan(700)
  })
})
