import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeRarity, encodeRarity } from '#domain/codec/rarity.ts'
import type { Measure, Observation } from '#domain/detect/detector.ts'
import { toldNovelty } from '#domain/detect/rare-peaks.ts'
import { rarity } from '#domain/detect/rarity.ts'
import type { Rarity, RarityVerdict } from '#domain/detect/rarity-state.ts'

const measure: Measure = { resolution: 0.01, min: -1e15, max: 1e15 }
const start = Date.UTC(2026, 2, 2)
const minute = 60_000

/** Any finite double, and what sensors are known to do. */
const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ min: -100, max: 100, noNaN: true }),
  fc.constantFrom(0, -0, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 20, 20.01),
)
const course = fc.record({
  values: fc.array(value, { minLength: 100, maxLength: 400 }),
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
