import { describe, expect, it } from 'vitest'
import { fragmentation } from '#domain/detect/people/fragmentation.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import {
  rowsOf,
  start,
  watch,
  windowMilliseconds,
  windowsPerHour,
} from '#test/support/people-cell.ts'

const day = 24 * windowsPerHour

interface Course {
  /** By how much agreement falls, division rises, and the mean moves. */
  readonly fall?: number
  readonly rise?: number
  readonly shift?: number
}

const courseOf =
  (from: number, { fall = 0, rise = 0, shift = 0 }: Course, until = Number.POSITIVE_INFINITY) =>
  (window: number) => {
    const isApart = window >= from && window < until ? 1 : 0
    return {
      'mood-agreement': 0.6 + 0.06 * gaussian(1, window) - isApart * fall,
      'mood-division': 0.02 * gaussian(2, window) + isApart * rise,
      'mood-valence': 0.25 + 0.05 * gaussian(3, window) + isApart * shift,
    }
  }

const apart = { fall: 0.2, rise: 0.4 }

describe('fragmentation', () => {
  it('is told within two hours of people who fall apart on the third day, and is over when they meet again', () => {
    const [from, until] = [2.3 * day, 3 * day].map(Math.round) as [number, number]
    const { anomalies } = watch(fragmentation, rowsOf(4 * day, courseOf(from, apart, until)))
    expect(anomalies.map(({ state }) => state)).toEqual(['detected', 'cleared'])
    const [told, over] = anomalies
    const onset = start + from * windowMilliseconds
    expect(told?.detectedAt).toBeGreaterThan(onset)
    expect(told?.detectedAt).toBeLessThan(onset + 24 * windowMilliseconds)
    expect(told?.sensor).toBe('quarter.house.mood-agreement')
    expect(told?.reason).toMatch(
      /people agree less, 0\.\d\d of 1 where 0\.(5|6)\d is usual, and \d+ % of their differences/,
    )
    expect(over?.state === 'cleared' && over.clearedAt).toBeLessThan(
      start + (until + 36) * windowMilliseconds,
    )
  })

  it.each([
    ['agreement falls and groups stay alike', { fall: 0.3 }],
    ['groups part and agreement stays', { rise: 0.4 }],
    ['the mean moves as well, so that it hides nothing', { ...apart, shift: -0.4 }],
    ['all is well', {}],
  ])('is not told where %s', (_, course) => {
    expect(watch(fragmentation, rowsOf(4 * day, courseOf(2 * day, course))).anomalies).toEqual([])
  })

  it('is not told of people who were always apart', () => {
    expect(watch(fragmentation, rowsOf(4 * day, courseOf(0, apart))).anomalies).toEqual([])
  })

  it('is not told before three hours are known, and then only of twice as much', () => {
    const within = (hours: number, course: Course) =>
      watch(fragmentation, rowsOf(12 * windowsPerHour, courseOf(hours * windowsPerHour, course)))
        .anomalies.length
    expect(within(0.5, apart)).toBe(0)
    expect(within(6, { fall: 0.4, rise: 0.6 })).toBe(1)
    expect(within(6, { fall: 0.1, rise: 0.2 })).toBe(0)
  })

  it('says nothing of a cell that shows no groups, or too few people for any mean', () => {
    const without = (name: string) =>
      rowsOf(4 * day, (window) => {
        const { [name]: _, ...rest } = courseOf(2 * day, apart)(window) as Record<string, number>
        return rest
      })
    for (const name of ['mood-division', 'mood-valence', 'mood-agreement'])
      expect(watch(fragmentation, without(name)).anomalies).toEqual([])
  })
})
