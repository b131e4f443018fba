import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { receiveReading, type SensorEffects } from '#domain/advance-sensor.ts'
import { decodeRarity, encodeRarity } from '#domain/codec/rarity.ts'
import type { Measure, Observation } from '#domain/detect/detector.ts'
import { toldNovelty } from '#domain/detect/rare-peaks.ts'
import { rarity } from '#domain/detect/rarity.ts'
import type { Rarity, RarityVerdict } from '#domain/detect/rarity-state.ts'
import { newSensorState } from '#domain/sensor-state.ts'
import { gardenSensor } from '#test/support/sites.ts'

const measure: Measure = { resolution: 0.01, min: -1e15, max: 1e15 }
const start = Date.UTC(2026, 2, 2)
const minute = 60_000

/** Any finite double, and what sensors are known to do. */
const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -100, max: 100, noNaN: true }),
  fc.constantFrom(0, -0, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 20, 20.01),
)
/** One that stands still for long and then leaps as far as numbers go is one of them. */
const runs = fc
  .array(fc.tuple(value, fc.integer({ min: 20, max: 150 })), { minLength: 3, maxLength: 5 })
  .map((list) => list.flatMap(([one, times]) => new Array<number>(times).fill(one)))
  .filter(({ length }) => length >= 100)
const course = fc.record({
  values: fc.oneof(fc.array(value, { minLength: 100, maxLength: 400 }), runs),
  step: fc.constantFrom(1_000, minute, 300_000, 3_600_000),
})

function observe(values: readonly number[], step: number): Observation[] {
  return values.map((one, index) => ({ at: start + index * step, value: one }))
}

function play(observations: readonly Observation[], by: Measure = measure, from = rarity.initial) {
  let state: Rarity = from
  const said = observations.map((observation) => {
    const verdict = rarity.score(state, observation, by)
    state = rarity.learn(state, observation, by, verdict)
    return verdict
  })
  return { state, said }
}

/** A day's course with noise and now and then a leap: what verdicts are compared on. */
const ordinary = fc
  .record({ seed: fc.nat(1_000_000), leaps: fc.array(fc.nat(1_999), { maxLength: 6 }) })
  .map(({ seed, leaps }) =>
    Array.from({ length: 2_000 }, (_, index) => {
      const noise = (((index + seed) * 2_654_435_761) >>> 0) / 2 ** 32
      const day = Math.sin((index * 2 * Math.PI) / 288)
      return Math.round((4 * day + noise + (leaps.includes(index) ? 30 : 0)) * 256) / 256
    }),
  )

const figuresOf = ({ score, expected, low, high, raw }: RarityVerdict) =>
  [score, expected, low, high, raw].filter((figure) => figure !== null)

const deciding = ({ novelty, look, raw }: RarityVerdict) => ({
  told: novelty >= toldNovelty,
  look,
  raw: raw.toFixed(6),
})

describe('the rarity of a reading', () => {
  it('is finite, and its band too, whatever finite values come', () => {
    fc.assert(
      fc.property(course, ({ values, step }) => {
        const figures = play(observe(values, step)).said.flatMap(figuresOf)
        expect(figures.filter((figure) => !Number.isFinite(figure))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('leaves its input untouched', () => {
    fc.assert(
      fc.property(course, ({ values, step }) => {
        const half = observe(values, step)
        const { state } = play(half)
        const before = structuredClone(state)
        play(observe(values, step), measure, state)
        expect(state).toStrictEqual(before)
      }),
      { numRuns: 30 },
    )
  })

  it('is the same for the same readings, whatever was judged in between', () => {
    fc.assert(
      fc.property(course, course, ({ values, step }, other) => {
        const first = play(observe(values, step))
        play(observe(other.values, other.step))
        expect(play(observe(values, step))).toStrictEqual(first)
      }),
      { numRuns: 30 },
    )
  })

  it('survives storage bit for bit, at any moment', () => {
    fc.assert(
      fc.property(course, fc.nat(99), ({ values, step }, cut) => {
        const observations = observe(values, step)
        const { state } = play(observations.slice(0, cut + 1))
        const restored = decodeRarity(encodeRarity(state))
        expect(restored).toStrictEqual(state)
        const rest = observations.slice(cut + 1)
        expect(play(rest, measure, restored)).toStrictEqual(play(rest, measure, state))
      }),
      { numRuns: 60 },
    )
  })

  it('is the same for the same readings, however they are split', () => {
    fc.assert(
      fc.property(ordinary, fc.nat(1_999), (values, cut) => {
        const observations = observe(values, 300_000)
        const first = play(observations.slice(0, cut))
        const second = play(observations.slice(cut), measure, first.state)
        expect([...first.said, ...second.said]).toStrictEqual(play(observations).said)
      }),
      { numRuns: 15 },
    )
  })

  it('stays below its bound in memory', () => {
    fc.assert(
      fc.property(course, ({ values, step }) => {
        expect(encodeRarity(play(observe(values, step)).state).length).toBeLessThanOrEqual(640)
      }),
      { numRuns: 60 },
    )
  })

  it('does not depend on the unit, by powers of two', () => {
    fc.assert(
      fc.property(ordinary, fc.integer({ min: -12, max: 12 }), (values, power) => {
        const times = 2 ** power
        const scaled = {
          resolution: measure.resolution * times,
          min: measure.min * times,
          max: measure.max * times,
        }
        const other = play(
          observe(
            values.map((one) => one * times),
            300_000,
          ),
          scaled,
        )
        expect(other.said.map(deciding)).toStrictEqual(
          play(observe(values, 300_000)).said.map(deciding),
        )
      }),
      { numRuns: 15 },
    )
  })

  it('does not depend on the height, within precision', () => {
    fc.assert(
      fc.property(ordinary, fc.integer({ min: -100_000, max: 100_000 }), (values, shift) => {
        const other = play(
          observe(
            values.map((one) => one + shift),
            300_000,
          ),
        )
        expect(other.said.map(deciding)).toStrictEqual(
          play(observe(values, 300_000)).said.map(deciding),
        )
      }),
      { numRuns: 15 },
    )
  })
})

const step = 300_000
/** As long as calm must last before what comes back is another excursion. */
const refractoryReadings = 16

/** What a sensor with such limits is told of by its rarity, as readings since the start. */
function toldOf(values: readonly number[]) {
  const sensor = { ...gardenSensor('pump', 'temperature'), ...measure }
  const effects: SensorEffects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 }
  let state = newSensorState
  values.forEach((value, sequence) => {
    const reading = { sensor: sensor.sensor, sequence, at: start + sequence * step, value }
    state = receiveReading(state, reading, sensor, { boot: 'b', frame: 'f', live: true }, effects)
  })
  // What became worse is told again, under the same name.
  const byId = new Map<string, { told: number; lastAt: number; isOver: boolean }>()
  for (const { detector, id, state: is, detectedAt, lastAt } of effects.anomalies)
    if (detector === rarity.name)
      byId.set(id, {
        told: (detectedAt - start) / step,
        lastAt: (lastAt - start) / step,
        isOver: is === 'cleared',
      })
  return [...byId.values()]
}

describe('an excursion', () => {
  const from = 1_500

  it('is told once, however often it comes back within its refractory time', () => {
    const swings = fc.array(fc.boolean(), { maxLength: refractoryReadings - 2 })
    fc.assert(
      fc.property(
        ordinary,
        swings,
        fc.double({ min: 100, max: 1e9, noNaN: true }),
        (values, outs, size) => {
          const course = values.map((one, index) =>
            index === from || outs[index - from - 1] === true ? one + size : one,
          )
          const before = toldOf(values.slice(0, from)).at(-1)
          const wasOpen = before ? !before.isOver : false
          const told = toldOf(course.slice(0, from + 1 + outs.length))
          expect(told.filter((one) => one.told >= from)).toHaveLength(wasOpen ? 0 : 1)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('is over before another begins: none begins within the refractory time of the last', () => {
    fc.assert(
      fc.property(ordinary, fc.array(fc.nat(1_999), { maxLength: 40 }), (values, leaps) => {
        const told = toldOf(values.map((one, index) => one + (leaps.includes(index) ? 40 : 0)))
        told.forEach(({ told: at }, index) => {
          const last = told[index - 1]
          if (!last) return
          expect(last.isOver).toBe(true)
          expect(at - last.lastAt).toBeGreaterThanOrEqual(refractoryReadings)
        })
      }),
      { numRuns: 20 },
    )
  })
})
