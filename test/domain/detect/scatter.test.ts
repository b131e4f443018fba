import { expect, test } from 'vitest'
import type { CellDetector } from '#domain/detect/cell-detector.ts'
import { scatter } from '#domain/detect/scatter.ts'
import type { ScatterState } from '#domain/detect/scatter-state.ts'
import type { CellWatches } from '#domain/watch-cell.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { day, hour, liveWatched, monday } from '#test/support/cell-watching.ts'

const detector = scatter as CellDetector<unknown>

/** A daily course, and a scatter that may depend on the moment. */
function nitrate(spread: (at: number) => number, extra: (at: number) => number = () => 0) {
  return (at: number) => ({
    nitrate:
      120 +
      20 * Math.sin((2 * Math.PI * at) / day) +
      spread(at) * gaussian(7, at / 60_000) +
      extra(at),
  })
}

const failsAt = monday + 6 * day + 4 * hour

test('a sensor whose scatter has grown fivefold is told of within four hours, in figures', () => {
  const { told } = liveWatched({
    detector,
    days: 7,
    values: nitrate((at) => (at >= failsAt ? 2.5 : 0.5)),
  })
  const [first] = told
  expect(first).toMatchObject({ detector: 'scatter', sensor: 'plot.bed.nitrate', onset: failsAt })
  expect((first?.detectedAt ?? 0) - failsAt).toBeLessThanOrEqual(4 * hour)
  expect(first?.reason).toMatch(
    /^Nitrate scatters by 2\.\d\d mg\/L from reading to reading since 04:00 UTC, usually by 0\.\d\d mg\/L/,
  )
  expect(first?.value).toBeCloseTo(2.5, 0)
  expect(first?.expected).toBeCloseTo(0.5, 0)
})

/** Whether it was told, and how many hours after it began. */
function toldAfter(everyMilliseconds: number, days: number, factor: number) {
  const begins = monday + days * day + 5 * hour
  const { told } = liveWatched({
    ...{ detector, days: days + 1.25, everyMilliseconds },
    values: nitrate((at) => (at >= begins ? factor : 1) * 0.5),
  })
  return told.map(({ onset, detectedAt }) => [
    (onset - begins) / hour,
    (detectedAt - begins) / hour,
  ])
}

test.each([
  ['doubled', 'a minute', 60_000, 10, 2],
  ['doubled', 'a minute', 60_000, 20, 2],
  ['threefold', 'five minutes', 300_000, 10, 3],
])('a %s scatter is told once, within the day, with a reading in %s', (...what) => {
  const [, , every, days, factor] = what
  const [first = [], ...others] = toldAfter(every, days, factor)
  const [onset = Number.NaN, detected = Number.NaN] = first
  expect(Math.abs(onset)).toBeLessThanOrEqual(8)
  expect(detected).toBeGreaterThanOrEqual(3)
  expect(detected).toBeLessThanOrEqual(24)
  expect(others).toEqual([])
})

test('of an hour that wanders as others do nothing is told', () => {
  // Spells of hours between half and twice as noisy, day in, day out.
  const spread = (at: number) => 0.5 * 2 ** Math.sin(at / (1.7 * hour))
  expect(liveWatched({ detector, days: 20, values: nitrate(spread) }).told).toEqual([])
})

test('how far hours lie apart is learnt also where an hour moves it by less than a thousandth', () => {
  const { watches } = liveWatched({ detector, days: 20, values: nitrate(() => 0.5) })
  const { state } = watches['scatter/nitrate'] as { state: ScatterState }
  // It began at 0.0625, and hours of pure noise differ by nothing but their few readings.
  expect(state.between).toBeLessThan(0.01)
})

test('what an older version stored goes on', () => {
  let rows = 0
  const store = (watches: CellWatches): CellWatches => {
    rows += 1
    if (rows > 4 * 1_440) return watches
    const older = ({ recent: _, ...rest }: ScatterState) => rest
    return Object.fromEntries(
      Object.entries(watches).map(([name, watch]) => [
        name,
        { ...watch, state: older(watch.state as ScatterState) },
      ]),
    )
  }
  const { watches } = liveWatched({ detector, days: 5, values: nitrate(() => 0.5), store })
  const { state } = watches['scatter/nitrate'] as { state: ScatterState }
  expect(Math.abs(state.recent)).toBeLessThan(0.5)
})

test('a sensor that hardly scatters any more is told of, and when it is well again', () => {
  const heals = failsAt + 8 * hour
  const { told } = liveWatched({
    detector,
    days: 7.5,
    values: nitrate((at) => (at >= failsAt && at < heals ? 0.08 : 0.5)),
  })
  expect(told.map(({ state }) => state)).toEqual(['detected', 'cleared'])
  expect(told[0]?.trouble).toBe('Nitrate hardly scatters any more')
})

test('a step, a slope, a spike and more scatter each day at the same hour are ordinary', () => {
  const noisyHours = (at: number) => ((at % day) / hour >= 10 && (at % day) / hour < 14 ? 2 : 0.5)
  const trouble = (at: number) => {
    if (at === failsAt) return 300
    return at > failsAt + 10 * hour ? 40 + (at - failsAt) / hour : 0
  }
  expect(liveWatched({ detector, days: 9, values: nitrate(noisyHours, trouble) }).told).toEqual([])
})

test('nothing is told before three days are known', () => {
  const { told } = liveWatched({
    detector,
    days: 3,
    values: nitrate((at) => (at >= monday + 2 * day ? 5 : 0.5)),
  })
  expect(told).toEqual([])
})

test('another beat is learnt anew', () => {
  const values = nitrate(() => 0.5)
  // Curved, so that rows five times as far apart differ 25 times as much.
  const curve = (at: number) => 0.25 * ((at - monday) / 60_000) ** 2
  const course = (at: number): Record<string, number> =>
    at < failsAt || at % 300_000 === 0 ? { nitrate: values(at).nitrate + curve(at) } : {}
  expect(liveWatched({ detector, days: 12, values: course }).told).toEqual([])
})
