import { describe, expect, it } from 'vitest'
import { detectorNames } from '#domain/detect/detector-names.ts'
import { knownNames } from '#domain/known-names.ts'
import { matcherProblems } from '#domain/silences/judge-matchers.ts'
import type { Matcher } from '#domain/silences/silence.ts'
import { cellsOf, garden, gardenCell } from '#test/support/sites.ts'

const known = knownNames([...cellsOf(garden).values()])
const problems = (field: Matcher['field'], ...is: string[]) =>
  matcherProblems([{ field, is }], known)

describe('a matcher', () => {
  it.each<[Matcher['field'], string, string]>([
    ['severity', 'sever', 'no severity is named "sever"; there is critical, info, major, warning'],
    ['severity', 'x*', 'no severity is named "x*"; there is critical'],
    ['detector', 'flatline', 'no detector is named "flatline"; there is '],
    ['site', 'gardn', 'no site is named "gardn"; there is garden; correct the name, or write "gar'],
    ['cell', 'pupm', 'no cell is named "pupm"; there is bed-1, '],
    ['metric', 'humidty', 'correct the name, or write "humidty*" for what is yet to come'],
    ['site', 'Garden', 'no site can be named "Garden"; names have lower-case letters'],
    ['cell', 'the pump*', 'no cell can be named "the pump*"; names have lower-case letters'],
  ])('of the %s %s is refused, for it would hide nothing', (field, name, due) => {
    expect(problems(field, name)).toEqual([expect.stringContaining(due)])
  })

  it.each<[Matcher['field'], string]>([
    ['severity', 'warn*'],
    ['detector', '*'],
    ['site', 'garden'],
    // Not there yet.
    ['site', 'orchard*'],
    ['cell', '*-9'],
    ['metric', 'sap*'],
    // Of a feed that no site has.
    ['metric', 'electrical-conductivity'],
    ['incident', 'inc-of-another-day'],
  ])('of the %s %s may fit', (field, name) => {
    expect(problems(field, name)).toEqual([])
  })

  it('may name every detector, and what tells of clocks', () => {
    expect(problems('detector', ...detectorNames)).toEqual([])
    expect(problems('detector', 'clock-skew', 'silence')).toEqual([])
  })

  it('is told of each name that is wrong, and of no more than twenty that are not', () => {
    expect(problems('cell', 'pump', 'pupm', 'bde-1')).toHaveLength(2)
    const many = knownNames(
      Array.from({ length: 30 }, (_, n) => ({ ...gardenCell('pump'), cell: `bed-${n + 10}` })),
    )
    expect(matcherProblems([{ field: 'cell', is: ['pump'] }], many)).toEqual([
      expect.stringContaining('bed-29 and 10 more; correct'),
    ])
  })
})
