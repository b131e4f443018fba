import { describe, expect, it } from 'vitest'
import { judgeClimatology } from '#domain/quality/climatology.ts'
import { judgeGrossRange } from '#domain/quality/gross-range.ts'
import { failed, notEvaluated, passed, suspect } from '#domain/quality/outcomes.ts'
import { sensorWith } from '#test/support/quality.ts'

describe('the gross range', () => {
  it.each([
    [-50, passed],
    [-50.1, failed],
    [50, passed],
    [50.1, failed],
    [0, passed],
    [Number.MAX_VALUE, failed],
  ])('of -50 to 50 makes of %f outcome %i', (value, outcome) => {
    expect(judgeGrossRange(value, sensorWith())).toBe(outcome)
  })

  it.each([
    [5, passed],
    [4.9, suspect],
    [30, passed],
    [30.1, suspect],
    [-50, suspect],
    [-50.1, failed],
    [50, suspect],
    [50.1, failed],
  ])('with 5 to 30 expected makes of %f outcome %i', (value, outcome) => {
    const sensor = sensorWith({ expected: { min: 5, max: 30 } })
    expect(judgeGrossRange(value, sensor)).toBe(outcome)
  })
})

describe('the climatology', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => [hour, hour + 10] as const)
  const at = (hour: number, minute = 0) => Date.UTC(2026, 2, 2, hour, minute)
  const judge = (moment: number, value: number, timeZone = 'UTC') =>
    judgeClimatology(moment, value, { hours, timeZone })

  it.each([
    [at(6), 6, passed],
    [at(6), 5.9, suspect],
    [at(6), 16, passed],
    [at(6), 16.1, suspect],
    [at(6, 59), 6, passed],
    [at(7), 6, suspect],
    [at(0), 0, passed],
    [at(23, 59), 33, passed],
    [at(23, 59), 22.9, suspect],
  ])('at %i makes of %f outcome %i', (moment, value, outcome) => {
    expect(judge(moment, value)).toBe(outcome)
  })

  it('goes by the clocks of the site, in winter and in summer', () => {
    const winter = Date.UTC(2026, 0, 2, 22, 30)
    const summer = Date.UTC(2026, 6, 2, 21, 30)
    for (const moment of [winter, summer]) {
      expect(judge(moment, 33, 'Europe/Zurich')).toBe(passed)
      expect(judge(moment, 22.9, 'Europe/Zurich')).toBe(suspect)
    }
    expect(judge(Date.UTC(2026, 0, 2, 23), 0, 'Europe/Zurich')).toBe(passed)
    expect(judge(Date.UTC(2026, 0, 2, 4, 29), 9.9, 'Asia/Kolkata')).toBe(passed)
    expect(judge(Date.UTC(2026, 0, 2, 4, 30), 9.9, 'Asia/Kolkata')).toBe(suspect)
  })

  it('says nothing where none is given', () => {
    expect(judgeClimatology(at(6), 99, null)).toBe(notEvaluated)
  })
})
