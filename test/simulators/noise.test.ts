import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponential, sineOfTurns, squash } from '#simulators/feeds/noise/exact-math.ts'
import { gaussian, placeSeed, uniform } from '#simulators/feeds/noise/hash.ts'
import { wander } from '#simulators/feeds/noise/wander.ts'
import { correlation, mean } from './recording.ts'

const count = 20_000
const many = (value: (index: number) => number) => Array.from({ length: count }, (_, i) => value(i))

describe('exact arithmetic', () => {
  it('knows the sine to 0.001 and the exponential to five digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), (turns) => {
        expect(Math.abs(sineOfTurns(turns) - Math.sin(2 * Math.PI * turns))).toBeLessThan(0.0012)
      }),
    )
    fc.assert(
      fc.property(fc.double({ min: -10, max: 10, noNaN: true }), (x) => {
        expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(2e-4)
      }),
    )
    expect(squash(1e9)).toBeLessThanOrEqual(1)
  })
})

describe('noise', () => {
  it('is uniform, or normal, and no index leans on the one before', () => {
    const flat = many((index) => uniform(5, index))
    expect(mean(flat)).toBeCloseTo(0.5, 1)
    const normal = many((index) => gaussian(5, index))
    expect(mean(normal)).toBeCloseTo(0, 1)
    expect(mean(normal.map((value) => value * value))).toBeCloseTo(1, 1)
    expect(Math.abs(correlation(normal.slice(1), normal.slice(0, -1)))).toBeLessThan(0.03)
  })

  it('is another in every place', () => {
    const here = placeSeed(7, 'basin', 'alder-bed')
    expect(here).toBe(placeSeed(7, 'basin', 'alder-bed'))
    const others = [
      placeSeed(8, 'basin', 'alder-bed'),
      placeSeed(7, 'basin', 'alder-bee'),
      placeSeed(7, 'basina', 'lder-bed'),
    ]
    for (const other of others) {
      const courses = [here, other].map((seed) => many((index) => gaussian(seed, index)))
      expect(Math.abs(correlation(courses[0] ?? [], courses[1] ?? []))).toBeLessThan(0.03)
    }
  })

  it('wanders smoothly about 0, bounded and spread by 1', () => {
    const course = many((index) => wander(9, index * 60, 3_600))
    expect(Math.abs(mean(course))).toBeLessThan(0.15)
    expect(mean(course.map((value) => value * value))).toBeCloseTo(1, 0)
    for (const [index, value] of course.entries()) {
      expect(Math.abs(value)).toBeLessThanOrEqual(2.34)
      expect(Math.abs(value - (course[index + 1] ?? value))).toBeLessThan(0.1)
    }
  })
})
