import { describe, expect, it } from 'vitest'
import {
  digit,
  failed,
  notEvaluated,
  outcomeOf,
  passed,
  qualityTests,
  summarise,
  suspect,
  testsThatSaid,
} from '#domain/quality/outcomes.ts'

describe('the outcomes of the tests', () => {
  it.each(qualityTests)('of %s have a place of their own', (test) => {
    const others = qualityTests.filter((one) => one !== test)
    for (const outcome of [notEvaluated, passed, suspect, failed] as const) {
      const tests = digit(test, outcome)
      expect(outcomeOf(tests, test)).toBe(outcome)
      expect(others.map((other) => outcomeOf(tests, other))).toEqual(others.map(() => 0))
    }
  })

  it.each(qualityTests)('make the summary as bad as %s', (test) => {
    const rest = qualityTests
      .filter((one) => one !== test)
      .reduce((sum, other) => sum + digit(other, passed), 0)
    expect(summarise(rest, 1)).toBe(1)
    expect(summarise(rest + digit(test, passed), 1)).toBe(1)
    expect(summarise(rest + digit(test, suspect), 1)).toBe(3)
    expect(summarise(rest + digit(test, failed), 1)).toBe(4)
  })

  it('are a failure where one test fails and another suspects', () => {
    expect(summarise(digit('gap', suspect) + digit('gross-range', failed), 1)).toBe(4)
  })

  it('do not fail where one test suspects and its neighbour in the row passes', () => {
    expect(summarise(digit('gap', suspect) + digit('flat-line', passed), 1)).toBe(3)
    expect(summarise(digit('gap', passed) + digit('flat-line', suspect), 1)).toBe(3)
  })

  it('are not evaluated as long as the sensor is not known, unless a test has something to say', () => {
    expect(summarise(digit('gross-range', passed), 2)).toBe(2)
    expect(summarise(digit('gross-range', suspect), 2)).toBe(3)
  })

  it('can be told by name', () => {
    const tests = digit('spike', suspect) + digit('gap', suspect) + digit('late', passed)
    expect(testsThatSaid(tests, suspect)).toEqual(['spike', 'gap'])
  })
})
