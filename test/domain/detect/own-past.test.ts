import { describe, expect, it } from 'vitest'
import { departureOf, learnPast, noPast, type OwnPast } from '#domain/detect/people/own-past.ts'
import { start, windowsPerHour } from '#test/support/people-cell.ts'

const minute = 60_000
function learnt(windows: number, valueAt: (window: number) => number, stepMinutes = 5): OwnPast {
  let past = noPast
  for (let window = 0; window < windows; window++)
    past = learnPast(past, start + window * stepMinutes * minute, valueAt(window), 1)
  return past
}
const day = 24 * windowsPerHour

describe('what a series has been', () => {
  it.each([
    ['nothing is known', 0, 5, false],
    ['two and a half hours are known', 30, 5, false],
    ['three hours are known', 37, 5, true],
    ['hours are known by a few windows only', 20, 15, false],
  ])('says something or not where %s', (_, windows, step, isKnown) => {
    expect(
      departureOf(
        learnt(windows, () => 0.5, step),
        0.01,
      ) !== null,
    ).toBe(isKnown)
  })

  it('lets an hour of the day be what it is every day, from the third day on', () => {
    const lunch = (window: number) => (Math.floor(window / windowsPerHour) % 24 === 12 ? 0.9 : 0.5)
    const late = (days: number) =>
      departureOf(learnt(days * day + 13 * windowsPerHour, lunch), 0.01)
    expect(Math.abs(late(0)?.size ?? 0)).toBeGreaterThan(0.2)
    expect(Math.abs(late(4)?.size ?? 1)).toBeLessThan(0.02)
  })
})
