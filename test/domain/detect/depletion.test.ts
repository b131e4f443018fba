import { expect, test } from 'vitest'
import type { CellDetector } from '#domain/detect/cell-detector.ts'
import { depletion } from '#domain/detect/depletion.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { day, hour, liveWatched, monday } from '#test/support/cell-watching.ts'

const detector = depletion as CellDetector<unknown>
const everyMilliseconds = 300_000

/** Watered twice a day, a little differently each day, and what is taken besides. */
function moisture(taken: (at: number) => number = () => 0) {
  return (at: number) => ({
    'soil-moisture':
      33 +
      1.5 * Math.sin((4 * Math.PI * at) / day) +
      0.4 * gaussian(3, Math.floor(at / day)) -
      taken(at),
    ph: 6 - (at - monday) / day / 10,
  })
}

const opensAt = monday + 8 * day + 9 * hour

/** % gone after so many hours at so many % an hour. */
function leak(perHour: number, until = Number.POSITIVE_INFINITY) {
  return (at: number) => (at < opensAt || at >= until ? 0 : (perHour * (at - opensAt)) / hour)
}

test('a stock that is overdrawn is told of with its days, its limit and the cut that stops it', () => {
  const { told } = liveWatched({ detector, days: 9, everyMilliseconds, values: moisture(leak(1)) })
  const [first] = told
  expect(first).toMatchObject({ detector: 'depletion', sensor: 'plot.bed.soil-moisture' })
  expect((first?.detectedAt ?? 0) - opensAt).toBeLessThan(8 * hour)
  expect(first?.onset).toBeGreaterThanOrEqual(opensAt)
  expect(first?.reason).toMatch(
    /^Soil moisture has fallen by \d\.\d\d % in 24 hours \(\d+\.\d\d % lost, \d+\.\d\d % gained\).*: \d+\.\d days \(\d+\.\d to \d+\.\d\) from \d\d\.\d\d % to its limit of 15\.00 %\. Cutting what is taken by \d+ % stops it\.$/,
  )
})

test('what is lost and gained add up to the change, so the cut is what stops it', () => {
  const { told } = liveWatched({ detector, days: 9, everyMilliseconds, values: moisture(leak(1)) })
  const figures = told[0]?.reason.match(/by ([\d.]+) % in.*\(([\d.]+) % lost, ([\d.]+) % gained/)
  const [change, lost, gained] = (figures ?? []).slice(1).map(Number)
  expect((lost ?? 0) - (gained ?? 0)).toBeCloseTo(change ?? Number.NaN, 1)
})

test('it is over when the stock falls no more', () => {
  const { told } = liveWatched({
    detector,
    days: 10,
    everyMilliseconds,
    values: moisture(leak(1, opensAt + 10 * hour)),
  })
  expect(told.map(({ state }) => state)).toEqual(['detected', 'cleared'])
})

test('watering, a dry day and a slow fall that leaves weeks are ordinary, and so is what is no stock', () => {
  const slow = (at: number) => (at < opensAt ? 0 : (0.3 * (at - opensAt)) / day)
  const dry = (at: number) => (Math.floor((at - monday) / day) % 7 === 5 ? 1 : 0)
  const values = moisture((at) => slow(at) + dry(at))
  expect(liveWatched({ detector, days: 16, everyMilliseconds, values }).told).toEqual([])
})

test('a fall that is beyond doubt and leaves more than three days is left for another day', () => {
  const taken = (at: number) => (2.8 * Math.min(2 * day, Math.max(0, at - opensAt))) / day
  const steady = (at: number) => ({
    'soil-moisture': 33 + 0.05 * gaussian(3, Math.floor(at / day)) - taken(at),
  })
  expect(liveWatched({ detector, values: steady, days: 12, everyMilliseconds }).told).toEqual([])
})

test('nothing is told before three days have been compared with the day before', () => {
  const values = moisture((at) => (at < monday + 3 * day ? 0 : 8))
  expect(liveWatched({ detector, days: 3.9, everyMilliseconds, values }).told).toEqual([])
})

test('hours without a word are compared with nothing', () => {
  const isSilent = (at: number) => at > opensAt && at < opensAt + 30 * hour
  const course = moisture((at) => (at > opensAt ? 10 : 0))
  const values = (at: number) => (isSilent(at) ? {} : course(at))
  expect(liveWatched({ detector, days: 12, everyMilliseconds, values }).told).toEqual([])
})
