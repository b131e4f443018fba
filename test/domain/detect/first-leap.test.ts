import { describe, expect, it } from 'vitest'
import { rarity } from '#domain/detect/rarity.ts'
import { newRarity } from '#domain/detect/rarity-state.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { gardenSensor } from '#test/support/sites.ts'
import { toldByRarity } from '#test/support/told-by-rarity.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 2, 2)
const sensor = { ...gardenSensor('pump', 'temperature'), min: -1_000, max: 1_000, resolution: 0.1 }

function told(values: readonly number[]) {
  return toldByRarity(sensor, start, 5 * minute, values).told
}

describe('what never moved', () => {
  const still = (at: number, value: number, length = 1) =>
    Array.from({ length: 2_000 }, (_, index) => (index >= at && index < at + length ? value : 45))
  it.each([
    ['up', 1_000],
    ['down', 5],
  ])('calls at the reading at which it leaps %s, and says what fits', (_, value) => {
    const [first] = told(still(1_500, value))
    expect(first).toMatchObject({ detectedAt: start + 1_500 * 5 * minute, severity: 'warning' })
    expect(first?.reason).toContain('; 45.0 alone')
  })

  it('calls for a step at once, and not again once it is the usual', () => {
    const all = told(still(1_500, 90, 500))
    expect(all.map(({ detectedAt }) => (detectedAt - start) / (5 * minute))[0]).toBe(1_500)
    expect(all.length).toBeLessThanOrEqual(2)
  })

  it('says nothing of a flicker as fine as it resolves', () => {
    expect(
      told(Array.from({ length: 2_000 }, (_, index) => (index % 7 === 0 ? 45.1 : 45))),
    ).toEqual([])
  })
})

describe('a sensor that speaks every two hours', () => {
  it('learns what a day brings', () => {
    const measure = { resolution: 0.01, min: -1e6, max: 1e6 }
    let state = newRarity
    for (let index = 0; index < 12 * 60; index += 1) {
      const reading = {
        at: start + index * 2 * hour,
        value: 30 * Math.sin((index / 6) * Math.PI) + gaussian(1, index),
      }
      state = rarity.learn(state, reading, measure, rarity.score(state, reading, measure))
    }
    expect(state.usesProfile).toBe(true)
    expect(state.spread).toBeLessThan(2)
  })
})

describe('a sensor that wakes up with a wild value', () => {
  it.each([-127, 1e6, 1e9])('of %d is watched as if it had not', (wild) => {
    const course = (first: number) =>
      Array.from({ length: 1_200 }, (_, index) => {
        if (index === 0) return first
        return index >= 1_100 ? 60 : Math.round((20 + gaussian(1, index)) * 10) / 10
      })
    const whole = { ...sensor, min: -1e10, max: 1e10 }
    const [tame, woken] = [course(20), course(wild)].map(
      (values) => toldByRarity(whole, start, 5 * minute, values).told,
    )
    expect(woken?.map(({ detectedAt, severity }) => [detectedAt, severity])).toEqual(
      tame?.map(({ detectedAt, severity }) => [detectedAt, severity]),
    )
    expect(tame?.at(-1)).toMatchObject({ detectedAt: start + 1_100 * 5 * minute })
  })

  it('begins anew once at most, where values come in pairs', () => {
    const pairs = Array.from({ length: 1_200 }, (_, index) =>
      index % 4 === 1 || index % 4 === 2 ? 800 : 0,
    )
    const { state } = toldByRarity(
      { ...sensor, max: 1e6, resolution: 0.5 },
      start,
      5 * minute,
      pairs,
    )
    expect(state.rarity.count).toBeGreaterThanOrEqual(1_199)
  })
})
