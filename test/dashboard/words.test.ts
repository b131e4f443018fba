import { describe, expect, it } from 'vitest'
import { methodWords } from '#dashboard/charts/method-words.ts'
import { statusWords } from '#dashboard/incidents/status-words.ts'
import { formatAge, formatDuration } from '#dashboard/time/age.ts'
import { formatInstant, formatOffset, offsetMinutes } from '#dashboard/time/format-time.ts'
import { countOf, decimalsOf, formatValue } from '#dashboard/values/format-value.ts'
import { possibleBand } from '#dashboard/values/possible-band.ts'
import { qualityWords } from '#dashboard/values/quality-words.ts'
import { scoreWords } from '#dashboard/values/score-words.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('how long ago', () => {
  it.each([
    [-5 * second, '0 s'],
    [0, '0 s'],
    [59.9 * second, '59 s'],
    [minute, '1 min'],
    [59 * minute, '59 min'],
    [hour, '1 h'],
    [hour + 35 * minute, '1 h 35 min'],
    [day, '1 d'],
    [3 * day + 4 * hour, '3 d 4 h'],
  ])('%d ms is %s', (milliseconds, words) => {
    expect(formatDuration(milliseconds)).toBe(words)
  })

  it('never lies in the future, however clocks differ', () => {
    expect(formatAge(2_000, 1_000)).toBe('0 s ago')
  })
})

describe('when, in a zone', () => {
  const zurich = 'Europe/Zurich'
  it('names the offset as it was at that moment', () => {
    expect(formatInstant(Date.UTC(2143, 0, 15, 12, 5, 10), zurich)).toBe(
      '15 Jan 2143, 13:05:10 UTC+1',
    )
    expect(formatInstant(Date.UTC(2143, 6, 15, 12, 5, 10), zurich)).toBe(
      '15 Jul 2143, 14:05:10 UTC+2',
    )
    expect(formatInstant(Date.UTC(2143, 0, 15, 12, 5, 10), 'UTC')).toBe('15 Jan 2143, 12:05:10 UTC')
  })

  it('tells the two hours of a night apart in which the clock goes back', () => {
    const before = Date.UTC(2026, 9, 25, 0, 30)
    const after = Date.UTC(2026, 9, 25, 1, 30)
    expect(formatInstant(before, zurich)).toBe('25 Oct 2026, 02:30:00 UTC+2')
    expect(formatInstant(after, zurich)).toBe('25 Oct 2026, 02:30:00 UTC+1')
  })

  it('leaves out the hour that a clock skips', () => {
    expect(formatInstant(Date.UTC(2026, 2, 29, 0, 59, 59), zurich)).toContain('01:59:59 UTC+1')
    expect(formatInstant(Date.UTC(2026, 2, 29, 1), zurich)).toContain('03:00:00 UTC+2')
  })

  it.each([
    ['UTC', 'UTC', 0],
    ['Asia/Kolkata', 'UTC+5:30', 330],
    ['America/St_Johns', 'UTC−3:30', -210],
  ])('%s is %s, %d minutes ahead', (zone, offset, minutes) => {
    const at = Date.UTC(2026, 0, 15)
    expect(formatOffset(at, zone)).toBe(offset)
    expect(offsetMinutes(at, zone)).toBe(minutes)
  })
})

describe('values', () => {
  it.each([
    [21.456, 0.01, '°C', '21.46\u00a0°C'],
    [-3, 0.1, '°C', '−3.0\u00a0°C'],
    [12_345, 1, 'lx', '12,345\u00a0lx'],
    [0.2, 0.001, '', '0.200'],
  ])('%d at a resolution of %d in %s is %s', (value, resolution, unit, words) => {
    expect(formatValue(value, resolution, unit)).toBe(words)
  })

  it.each([
    [100, 0],
    [1, 0],
    [0.5, 1],
    [0.1, 1],
    [0.001, 3],
    [1e-9, 6],
  ])('a resolution of %d needs %d decimals', (resolution, decimals) => {
    expect(decimalsOf(resolution)).toBe(decimals)
  })

  it('counts in words', () => {
    expect(countOf(1, 'sensor')).toBe('1 sensor')
    expect(countOf(2_004, 'sensor')).toBe('2,004 sensors')
    expect(countOf(0, 'anomaly', 'anomalies')).toBe('0 anomalies')
  })

  it.each([
    [0, 'nothing unusual'],
    [0.31, '1 in 2'],
    [4, '1 in 10,000'],
    [4.6, '1 in 40,000'],
    [12, 'less than 1 in a billion'],
  ])('a surprise of %d is %s', (score, words) => {
    expect(scoreWords(score)).toBe(words)
  })
})

it.each([
  [-11, 34, [0, 34]],
  [2, 600, [2, 500]],
  [-20, -10, [0, 0]],
  [510, 520, [500, 500]],
])('what is expected from %d to %d stays within what can be', (low, high, shown) => {
  expect(possibleBand(low, high, { min: 0, max: 500 })).toEqual(shown)
})

describe('how the points of a chart were made', () => {
  const series = (readings: number, resolutionSeconds: number) =>
    methodWords({
      ...{ key: 's.c.m', from: 0, to: 1, method: 'raw', points: [], anomalies: [] },
      ...{ readings, resolutionSeconds },
    })
  it.each([
    [0, 0, '0 readings'],
    [1, 0, 'One reading'],
    [2, 60, 'Every reading, one in 1 min · 2 readings'],
  ])('of %d readings, one in %d s: %s', (readings, step, words) => {
    expect(series(readings, step)).toBe(words)
  })
})

describe('what became of an incident', () => {
  it.each([
    ['open', null, 'Open, no owner'],
    ['acknowledged', 'Ada', 'Acknowledged by Ada'],
    ['resolved', 'Ada', 'Resolved by Ada'],
    ['resolved', 'hyphae', 'Over by itself'],
  ] as const)('%s by %s is %s', (status, owner, words) => {
    expect(statusWords({ status, owner })).toBe(words)
  })

  it('tells whoever took it on from whoever has it now', () => {
    const given = { status: 'acknowledged', owner: 'Ben', acknowledgedBy: 'Ada' } as const
    expect(statusWords(given)).toBe('Acknowledged by Ada, given to Ben')
    expect(statusWords({ ...given, owner: 'Ada' })).toBe('Acknowledged by Ada')
  })
})

describe('the quality of a reading', () => {
  it.each([
    [1, []],
    [2, []],
    [3, ['Quality: suspect']],
    [4, ['Quality: failed']],
    [9, []],
  ])('flag %i', (flag, words) => {
    expect(qualityWords(flag)).toEqual(words)
  })
})
