import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregateReports } from '#domain/people/aggregate-reports.ts'
import { agreement } from '#domain/people/agreement.ts'

describe("van der Eijk's agreement", () => {
  it.each([
    ['all say the same', [0, 0, 0, 9, 0, 0, 0], 1],
    ['all answers are equally frequent', [4, 4, 4, 4, 4, 4, 4], 0],
    ['one half stands at either end', [5, 0, 0, 0, 0, 0, 5], -1],
    // The worked example of van der Eijk (2001): layers of one and two answers.
    ['two neighbours share all', [5, 5, 0, 0, 0], 0.75],
    ['nobody says anything', [0, 0, 0], 0],
  ])('where %s', (_, histogram, expected) => {
    expect(agreement(histogram)).toBeCloseTo(expected, 12)
  })

  it('lies between -1 and 1, is the same read backwards and for a crowd ten times as large', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 3, maxLength: 9 }), (histogram) => {
        const found = agreement(histogram)
        expect(found).toBeGreaterThanOrEqual(-1 - 1e-12)
        expect(found).toBeLessThanOrEqual(1 + 1e-12)
        expect(agreement(histogram.toReversed())).toBeCloseTo(found, 12)
        expect(agreement(histogram.map((count) => 10 * count))).toBeCloseTo(found, 12)
      }),
    )
  })
})

const crowd = (people: number, group: string, valence: number, first = 0) =>
  Array.from({ length: people }, (_, index) => ({
    subject: `p-${group}-${first + index}`,
    at: 1_000 + index,
    valence: valence + (index % 2 === 0 ? 0.1 : -0.1),
    arousal: 0,
    group,
  }))

const shown = (reports: Parameters<typeof aggregateReports>[0]) => {
  const aggregate = aggregateReports(reports)
  if (aggregate.kind === 'hidden') throw new Error('The aggregate is hidden.')
  return aggregate
}

describe('a window of reports', () => {
  it('of nine people is hidden, and says nothing else; of ten it is shown', () => {
    expect(aggregateReports(crowd(9, 'a', 0.2))).toEqual({ kind: 'hidden' })
    expect(shown(crowd(10, 'a', 0.2)).people).toBe(10)
  })

  it('counts people, not reports', () => {
    const nine = crowd(9, 'a', 0.2)
    expect(aggregateReports([...nine, ...nine])).toEqual({ kind: 'hidden' })
    const ten = crowd(10, 'a', 0)
    const again = { subject: 'p-a-0', at: 9_000, arousal: 1, valence: 0 }
    expect(shown([again, ...ten]).arousal).toBe(0.1)
    expect(shown([{ ...again, at: 0 }, ...ten]).arousal).toBe(0)
  })

  it('says how much lies between groups, less what chance would', () => {
    expect(shown([...crowd(20, 'a', 0.4), ...crowd(20, 'b', -0.4)]).division).toBeCloseTo(0.94, 2)
    expect(shown([...crowd(20, 'a', 0.1), ...crowd(20, 'b', 0.1)]).division).toBeLessThan(0)
  })

  it('says nothing of groups where one of two has nine people only', () => {
    expect(shown([...crowd(20, 'a', 0.4), ...crowd(9, 'b', -0.4)]).division).toBeNull()
    expect(shown([...crowd(20, 'a', 0.4), ...crowd(10, 'b', -0.4)]).division).not.toBeNull()
  })

  it('lets small groups speak as one, and joins the smallest large group to what is left too small', () => {
    const twoSmall = [...crowd(20, 'a', 0.4), ...crowd(6, 'b', -0.4), ...crowd(6, 'c', -0.4)]
    expect(shown(twoSmall).division).toBeGreaterThan(0.8)
    const oneSmall = [...crowd(20, 'a', 0.4), ...crowd(12, 'b', 0.4), ...crowd(5, 'c', -0.4)]
    const joined = [
      ...crowd(20, 'a', 0.4),
      ...crowd(12, 'b', 0.4).map((report) => ({ ...report, group: 'x' })),
      ...crowd(5, 'c', -0.4).map((report) => ({ ...report, group: 'x' })),
    ]
    expect(shown(oneSmall).division).toBeCloseTo(shown(joined).division ?? Number.NaN, 12)
  })

  it('is the same in any order of people', () => {
    const reports = [...crowd(14, 'a', 0.37), ...crowd(13, 'b', -0.21)]
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (shuffled) => {
        expect(aggregateReports(shuffled)).toEqual(aggregateReports(reports))
      }),
    )
  })
})
