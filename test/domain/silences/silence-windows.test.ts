import { describe, expect, it } from 'vitest'
import { Recurring, type Silence } from '#domain/silences/silence.ts'
import { nextWindows, windowAt } from '#domain/silences/silence-windows.ts'
import { silence } from '#test/support/silences.ts'

const isInForce = (...at: Parameters<typeof windowAt>) => windowAt(...at) !== null

const iso = (at: number) => new Date(at).toISOString()
const at = Date.parse
const amsterdam = 'Europe/Amsterdam'

function recurring(wanted: Partial<Recurring>, from: string, until: string): Silence {
  const days: Recurring['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const window = { days, from: '02:00', to: '04:00', timeZone: amsterdam, ...wanted }
  return silence({ recurring: window, from: at(from), until: at(until) })
}

const windows = (one: Silence, now: string, count = 1) =>
  nextWindows(one, at(now), count).map(({ from, until }) => [iso(from), iso(until)])

describe('a silence', () => {
  const morning = silence({ from: at('2026-03-02T08:00Z'), until: at('2026-03-02T10:00Z') })

  it.each([
    ['2026-03-02T07:59:59.999Z', false],
    ['2026-03-02T08:00:00.000Z', true],
    ['2026-03-02T09:59:59.999Z', true],
    ['2026-03-02T10:00:00.000Z', false],
  ])('from 8 to 10 at %s is in force: %s', (now, due) => {
    expect(isInForce(morning, at(now))).toBe(due)
  })

  it('that was ended is over from that moment on', () => {
    const ended = { ...morning, ended: { by: 'Bo', at: at('2026-03-02T09:00Z') } }
    expect(isInForce(ended, at('2026-03-02T08:59:59Z'))).toBe(true)
    expect(isInForce(ended, at('2026-03-02T09:00Z'))).toBe(false)
    expect(nextWindows(ended, at('2026-03-02T09:00Z'), 1)).toEqual([])
  })
})

describe('a recurring silence', () => {
  it('keeps to its days and to the local clock', () => {
    const mondays = recurring({ days: ['mon'] }, '2026-06-01T00:00Z', '2026-07-01T00:00Z')
    expect(windows(mondays, '2026-06-03T00:00Z', 2)).toEqual([
      ['2026-06-08T00:00:00.000Z', '2026-06-08T02:00:00.000Z'],
      ['2026-06-15T00:00:00.000Z', '2026-06-15T02:00:00.000Z'],
    ])
    expect(isInForce(mondays, at('2026-06-08T01:00Z'))).toBe(true)
    expect(isInForce(mondays, at('2026-06-09T01:00Z'))).toBe(false)
  })

  it('goes on past midnight, and is found from the day after it began', () => {
    const nights = recurring(
      { from: '22:00', to: '06:00', days: ['fri'], timeZone: 'UTC' },
      '2026-06-01T00:00Z',
      '2026-07-01T00:00Z',
    )
    expect(isInForce(nights, at('2026-06-06T05:59Z'))).toBe(true)
    expect(isInForce(nights, at('2026-06-06T06:00Z'))).toBe(false)
    expect(isInForce(nights, at('2026-06-06T22:30Z'))).toBe(false)
  })

  it('may take a whole day, and is cut at its own begin and end', () => {
    const days = recurring(
      { from: '00:00', to: '24:00', timeZone: 'UTC' },
      '2026-06-01T06:00Z',
      '2026-06-02T18:00Z',
    )
    expect(windows(days, '2026-06-01T00:00Z', 9)).toEqual([
      ['2026-06-01T06:00:00.000Z', '2026-06-02T00:00:00.000Z'],
      ['2026-06-02T00:00:00.000Z', '2026-06-02T18:00:00.000Z'],
    ])
  })

  it.each([
    // Clocks jump from 02:00 to 03:00 local, at 01:00 UTC.
    ['02:00', '04:00', '2026-03-29', ['2026-03-29T01:00:00.000Z', '2026-03-29T02:00:00.000Z']],
    ['01:30', '02:30', '2026-03-29', ['2026-03-29T00:30:00.000Z', '2026-03-29T01:00:00.000Z']],
    // Clocks go from 03:00 back to 02:00 local, at 01:00 UTC.
    ['02:30', '04:00', '2026-10-25', ['2026-10-25T00:30:00.000Z', '2026-10-25T03:00:00.000Z']],
    ['01:00', '02:30', '2026-10-25', ['2026-10-24T23:00:00.000Z', '2026-10-25T00:30:00.000Z']],
  ])('from %s to %s on %s, when clocks change, is %j', (from, to, date, due) => {
    const one = recurring({ from, to }, `${date}T00:00+02:00`, '2026-12-01T00:00Z')
    expect(windows(one, `${date}T00:00+02:00`)).toEqual([due])
  })

  it('that lies in the skipped hour whole is left out that night', () => {
    const one = recurring({ from: '02:10', to: '02:50' }, '2026-03-28T12:00Z', '2026-04-01T00:00Z')
    expect(windows(one, '2026-03-28T12:00Z')).toEqual([
      ['2026-03-30T00:10:00.000Z', '2026-03-30T00:50:00.000Z'],
    ])
  })

  it('in a zone with half hours skips them right', () => {
    const one = recurring(
      { from: '02:10', to: '03:00', timeZone: 'Australia/Lord_Howe' },
      '2026-10-03T00:00Z',
      '2026-10-05T00:00Z',
    )
    expect(windows(one, '2026-10-03T15:00Z')).toEqual([
      ['2026-10-03T15:30:00.000Z', '2026-10-03T16:00:00.000Z'],
    ])
  })

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'must be a time zone such as Europe/Zurich, or UTC'],
    [{ from: '25:00' }, 'must be a time of day such as 06:30'],
    [{ to: '02:00' }, 'must differ from "from"; for a whole day give 00:00 to 24:00'],
  ])('with %j is refused', (wrong, message) => {
    const valid = { days: ['mon'], from: '02:00', to: '04:00', timeZone: 'UTC' }
    const parsed = Recurring.safeParse({ ...valid, ...wrong })
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message])
  })
})
