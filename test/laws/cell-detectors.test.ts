import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CellDetector } from '#domain/detect/cell-detector.ts'
import { depletion } from '#domain/detect/depletion.ts'
import { scatter } from '#domain/detect/scatter.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { clusterCell, liveWatched } from '#test/support/cell-watching.ts'

const detectors = [scatter, depletion] as unknown as ReadonlyArray<CellDetector<unknown>>
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
/** Days of tame rows with wild ones among them, whole hours missing. */
const lives = fc.record({
  wild: fc.array(fc.tuple(fc.nat(9 * rowsPerDay), any), { maxLength: 40 }),
  gaps: fc.array(fc.nat(9 * 24), { maxLength: 20 }),
  seed: fc.nat(1_000),
})

function valuesOf({
  wild,
  gaps,
  seed,
}: typeof lives extends fc.Arbitrary<infer Life> ? Life : never) {
  const strange = new Map(wild)
  const silent = new Set(gaps)
  let row = -1
  return () => {
    row += 1
    if (silent.has(Math.floor(row / 12))) return {}
    const value = strange.get(row) ?? 40 + gaussian(seed, row)
    return Object.fromEntries(sensors.map((sensor) => [sensor, value]))
  }
}

it.each(detectors)(
  '$name: state survives storage bit for bit, has bounded size, and scores are finite',
  (detector) => {
    fc.assert(
      fc.property(lives, (life) => {
        const plain = liveWatched({ detector, days: 9, everyMilliseconds, values: valuesOf(life) })
        const stored = liveWatched({
          ...{ detector, days: 9, everyMilliseconds, values: valuesOf(life) },
          store: (watches) => JSON.parse(JSON.stringify(watches)),
        })
        expect(stored).toStrictEqual(plain)
        const size = JSON.stringify(plain.watches).length
        expect(size).toBeLessThan(mostBytesPerSensor * sensors.length)
        for (const { score, value, expected, low, high } of plain.told)
          expect([score, value, expected, low, high].every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 15 },
    )
  },
)
