import { describe, expect, it } from 'vitest'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { gardenSensor } from '#test/support/sites.ts'
import { toldByRarity } from '#test/support/told-by-rarity.ts'

const sensor = { ...gardenSensor('pump', 'temperature'), min: -1e12, max: 1e12, resolution: 0.1 }
const start = Date.UTC(2026, 2, 2)

describe('what is told of rarity', () => {
  it('is never what its own sentence calls common, however wild the sensor grows', () => {
    const scores = [1, 2, 3, 4].flatMap((seed) => {
      const values = Array.from({ length: 3_000 }, (_, index) => {
        const grown = Math.exp(index / 150)
        return Math.round(grown * gaussian(seed, index) * 10) / 10
      })
      return toldByRarity(sensor, start, 300_000, values).told.map(({ score }) => score)
    })
    expect(scores.length).toBeGreaterThan(0)
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(2)
  })
})
