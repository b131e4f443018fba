import { describe, expect, it } from 'vitest'
import { chanceOfBoth, kendallRise } from '#domain/detect/kendall.ts'
import { uniform } from '#simulators/feeds/noise/hash.ts'

const inOrder = Array.from({ length: 12 }, (_, index) => index)

describe('a rise', () => {
  it('is the share of pairs that rise less the share that falls', () => {
    expect(kendallRise(inOrder).tau).toBe(1)
    expect(kendallRise(inOrder.toReversed()).tau).toBe(-1)
    expect(kendallRise([1, 3, 2, 4]).tau).toBeCloseTo(4 / 6, 12)
    expect(kendallRise([5, 5, 5, 5])).toEqual({ tau: 0, chance: expect.closeTo(0.5, 6) })
  })

  it('has the chance that scipy.stats.kendalltau gives by its normal approximation', () => {
    // 66 pairs of 12 in order: z = 65 / sqrt(12 * 11 * 29 / 18) = 4.4573.
    expect(kendallRise(inOrder).chance).toBeCloseTo(4.151e-6, 8)
    expect(kendallRise(inOrder.toReversed()).chance).toBeCloseTo(1 - 4.151e-6, 8)
  })

  it('comes about as often as it says where there is no order', () => {
    const runs = 4_000
    const chances = Array.from({ length: runs }, (_, run) =>
      kendallRise(Array.from({ length: 21 }, (__, index) => uniform(run, index))),
    ).map(({ chance }) => chance)
    for (const stated of [0.1, 0.01]) {
      const seen = chances.filter((chance) => chance <= stated).length / runs
      expect(seen / stated).toBeGreaterThan(0.6)
      expect(seen / stated).toBeLessThan(1.5)
    }
  })

  it('of two at once is as rare as Fisher says', () => {
    expect(chanceOfBoth(1, 1)).toBe(1)
    expect(chanceOfBoth(0.01, 0.01)).toBeCloseTo(1e-4 * (1 - Math.log(1e-4)), 12)
    expect(chanceOfBoth(0, 0.5)).toBe(0)
  })
})
