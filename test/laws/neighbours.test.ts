import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HourSummary } from '#domain/hour-summary.ts'
import { hearAll, names, stocks, summaries, usualCourse } from '#test/support/neighbours.ts'

const day = 24
const days = 14
/** East drifts away, loft is silent for a day, and south leaps. */
const course = (cell: string, hour: number): number | null => {
  if (cell === 'loft' && hour > 9 * day && hour < 10 * day) return null
  if (cell === 'east') return usualCourse(cell, hour) + Math.max(0, hour - 11 * day) / 10
  return usualCourse(cell, hour) + (cell === 'south' && hour === 12 * day ? 30 : 0)
}
/** West joins on the tenth day, as a new cell. */
const joins = 9 * day
const list = summaries(days * day, course)
  .filter(({ cell, hour }, _, [first]) => cell !== 'west' || hour >= (first?.hour ?? 0) + joins)
  .map((one, _, all) => {
    const isFirst = one.cell === 'west' && one.hour === (all[0]?.hour ?? 0) + joins
    return isFirst ? { ...one, previous: null } : one
  })
const inOrder = hearAll([list], stocks)

/** Each cell is up to five days behind, summaries change places, some come again much later, in batches of any size. */
const disturbed: fc.Arbitrary<HourSummary[][]> = fc
  .record({
    behind: fc.array(fc.nat(5 * day), { minLength: names.length, maxLength: names.length }),
    jitter: fc.array(fc.nat(30), { minLength: list.length, maxLength: list.length }),
    again: fc.array(fc.record({ place: fc.nat(list.length - 1), later: fc.nat(400) }), {
      maxLength: 60,
    }),
    size: fc.integer({ min: 1, max: 400 }),
  })
  .map(({ behind, jitter, again, size }) => {
    const arrivalOf = (one: HourSummary, place: number) =>
      one.hour + (behind[names.indexOf(one.cell as 'loft')] ?? 0) + (jitter[place] ?? 0)
    const repeats = again.flatMap(({ place, later }) => {
      const one = list[place]
      return one ? [{ one, at: arrivalOf(one, place) + later }] : []
    })
    const arriving = [...list.map((one, place) => ({ one, at: arrivalOf(one, place) })), ...repeats]
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one)
    const batches: HourSummary[][] = []
    for (let start = 0; start < arriving.length; start += size)
      batches.push(arriving.slice(start, start + size))
    return batches
  })

describe('neighbours', () => {
  it('come to the same state and tell the same, in whatever order and how often their hours come', () => {
    expect(inOrder.told.map(({ sensor, state }) => [sensor, state])).toContainEqual([
      'nursery.east.humidity',
      'detected',
    ])
    fc.assert(
      fc.property(disturbed, (batches) => {
        const known = hearAll(batches, stocks)
        expect(known.told).toEqual(inOrder.told)
        expect(known.state).toEqual(inOrder.state)
      }),
      { numRuns: 8 },
    )
  })

  it('are left as they are by what is known already', () => {
    const again = hearAll([list, list.slice(500), list], stocks)
    expect(again).toEqual(inOrder)
  })
})
