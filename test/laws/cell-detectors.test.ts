import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CellDetector } from '#domain/detect/cell-detector.ts'
import { depletion } from '#domain/detect/depletion.ts'
import { relations } from '#domain/detect/relations.ts'
import { scatter } from '#domain/detect/scatter.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { clusterCell, day, hour, liveWatched, monday } from '#test/support/cell-watching.ts'

const detectors = [scatter, depletion, relations] as unknown as ReadonlyArray<CellDetector<unknown>>
const everyMilliseconds = 300_000
const rowsPerDay = 288
const sensors = clusterCell().sensors.map(({ sensor }) => sensor)
/** A state that grew with time would pass this within the days tried; each sensor has one of its own. */
const mostBytesPerSensor = 1_500

/** What the limits let through: the widest a site file may set. */
const any = fc.oneof(
  fc.double({ noNaN: true, min: -1e15, max: 1e15 }).map((value) => value + 0),
  fc.constantFrom(0, 1e15, -1e15, 5e-324, 100, 100.1),
)
/** Days of tame rows, or of nothing new, with wild ones of some sensors among them, whole hours missing. */
const lives = fc.record({
  wild: fc.array(fc.tuple(fc.nat(9 * rowsPerDay), any, fc.nat(127)), { maxLength: 40 }),
  gaps: fc.array(fc.nat(9 * 24), { maxLength: 20 }),
  seed: fc.nat(1_000),
  noise: fc.constantFrom(1, 1, 1, 0, 5e-324, 1e-160, 1e14),
})

function valuesOf({
  wild,
  gaps,
  seed,
  noise,
}: typeof lives extends fc.Arbitrary<infer Life> ? Life : never) {
  const strange = new Map(wild.map(([row, value, who]) => [row, { value, who }]))
  const silent = new Set(gaps)
  let row = -1
  return () => {
    row += 1
    if (silent.has(Math.floor(row / 12))) return {}
    const { value, who } = strange.get(row) ?? { value: 0, who: 0 }
    const tame = (index: number) =>
      40 + noise * (gaussian(seed, row) + gaussian(seed + 1 + index, row) / 4)
    return Object.fromEntries(
      sensors.map((sensor, index) => [sensor, (who >> index) % 2 === 1 ? value : tame(index)]),
    )
  }
}

function freezeAll<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freezeAll)
  return Object.freeze(value)
}

const live = (detector: CellDetector<unknown>, life: Parameters<typeof valuesOf>[0]) => ({
  ...{ detector, days: 9, everyMilliseconds, values: valuesOf(life) },
})

describe.each(detectors)('$name', (detector) => {
  it('survives storage bit for bit, has bounded size, and its figures are finite', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const plain = liveWatched(live(detector, life))
        const stored = liveWatched({
          ...live(detector, life),
          store: (watches) => JSON.parse(JSON.stringify(watches)),
        })
        expect(stored).toStrictEqual(plain)
        const size = JSON.stringify(plain.watches).length
        expect(size).toBeLessThan(mostBytesPerSensor * sensors.length)
        for (const { score, value, expected, low, high } of plain.told)
          expect([score, value, expected, low, high].every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 10 },
    )
  })

  it('leaves untouched what it is given, and says the same of the same', () => {
    const frozen = freezeAll({ ...detector, policy: { ...detector.policy } })
    fc.assert(
      fc.property(lives, (life) => {
        const values = valuesOf(life)
        const given = liveWatched({
          ...{ ...live(frozen, life), cell: freezeAll(clusterCell()) },
          ...{ values: () => freezeAll(values()), store: freezeAll },
        })
        expect(given).toStrictEqual(liveWatched(live(detector, life)))
      }),
      { numRuns: 6 },
    )
  })

  it('makes finite figures of every row, told or not', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const strange: unknown[] = []
        const watched: CellDetector<unknown> = {
          ...detector,
          step: (state, row, cell) => {
            const step = detector.step(state, row, cell)
            const { score = 0, value = 0, expected = 0, low = 0, high = 0 } = step.finding ?? {}
            if (![score, value, expected, low, high].every(Number.isFinite)) strange.push(row)
            return step
          },
        }
        liveWatched(live(watched, life))
        expect(strange).toEqual([])
      }),
      { numRuns: 10 },
    )
  })
})

/** One excursion that each of them is there for, so many times as large as need be. */
const excursions: ReadonlyArray<readonly [string, CellDetector<unknown>, Excursion]> = [
  ['scatter', scatter as CellDetector<unknown>, (quiet, noise, size) => quiet + 20 * size * noise],
  [
    'relations',
    relations as CellDetector<unknown>,
    (quiet, noise, size) => quiet + noise + 5 * size,
  ],
]
type Excursion = (quiet: number, noise: number, size: number) => number

/** From here on an excursion stands out whatever the noise. */
const clearSize = 3

it.each(excursions)(
  '%s: one excursion is told once, and never twice within the refractory time',
  (_, detector, excursion) => {
    const course = fc.record({
      seed: fc.nat(1_000),
      size: fc.double({ min: 1, max: 100, noNaN: true }),
      from: fc.integer({ min: 8 * 24, max: 10 * 24 }),
      hours: fc.integer({ min: 8, max: 18 }),
    })
    fc.assert(
      fc.property(course, ({ seed, size, from, hours }) => {
        const isOut = (at: number) =>
          at >= monday + from * hour && at < monday + (from + hours) * hour
        const { told } = liveWatched({
          ...{ detector, days: 11.5, everyMilliseconds },
          values: (at) => {
            const row = at / everyMilliseconds
            const together = 40 + 3 * Math.sin((2 * Math.PI * at) / day) + gaussian(seed, row) / 2
            return Object.fromEntries(
              sensors.map((sensor, index) => {
                const noise = gaussian(seed + 1 + index, row) / 2
                const isIt = sensor === 'nitrate' && isOut(at)
                return [sensor, isIt ? excursion(together, noise, size) : together + noise]
              }),
            )
          },
        })
        const ofIt = told.filter(({ sensor }) => sensor === 'plot.bed.nitrate')
        // What only just stands out may be missed, or end and come again, but not within the refractory time.
        if (size >= clearSize)
          expect(ofIt.map(({ state }) => state)).toEqual(['detected', 'cleared'])
        const { calmMilliseconds } = detector.policy
        for (const { detectedAt, onset } of ofIt) {
          const before = ofIt.flatMap((one) => (one.state === 'cleared' ? [one] : []))
          const last = before.findLast((one) => one.onset < onset)
          if (last) expect(detectedAt - last.clearedAt).toBeGreaterThan(calmMilliseconds)
        }
      }),
      { numRuns: 10 },
    )
  },
)
