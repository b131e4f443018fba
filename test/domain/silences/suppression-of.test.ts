import { describe, expect, it } from 'vitest'
import { silenceProblems, usualSilenceRules } from '#domain/silences/judge-silence.ts'
import { matchesIncident } from '#domain/silences/match-incident.ts'
import type { Matcher } from '#domain/silences/silence.ts'
import { suppressionOf } from '#domain/silences/suppression-of.ts'
import { start } from '#test/support/anomalies.ts'
import { silence, summary } from '#test/support/silences.ts'

const hour = 3_600_000
const until = new Date(start + 2 * hour).toISOString()

describe('what a silence hides', () => {
  it.each<[Matcher['field'], string[], boolean]>([
    ['site', ['garden'], true],
    ['site', ['gar*'], true],
    ['site', ['*'], true],
    ['site', ['garde'], false],
    ['cell', ['bed-1', 'pump'], true],
    ['cell', ['p*p'], true],
    ['cell', ['pu*ump'], false],
    ['cell', ['*m*u*'], false],
    ['severity', ['info', 'warning'], true],
    ['severity', ['info'], false],
    ['incident', ['inc-1'], true],
    ['incident', ['inc-2'], false],
    ['metric', ['temperature'], true],
    ['detector', ['flat*'], false],
  ])('%s %j: %s', (field, is, due) => {
    expect(matchesIncident([{ field, is }], summary())).toBe(due)
  })

  it('fits all of its matchers', () => {
    const matchers: Matcher[] = [
      { field: 'cell', is: ['pump'] },
      { field: 'site', is: ['mill'] },
    ]
    expect(matchesIncident(matchers, summary())).toBe(false)
  })

  it('has nothing in it that the silence does not name', () => {
    const matchers: Matcher[] = [{ field: 'metric', is: ['temperature'] }]
    expect(matchesIncident(matchers, summary({ metrics: ['humidity', 'temperature'] }))).toBe(false)
    expect(matchesIncident(matchers, summary({ metrics: [] }))).toBe(false)
  })

  it('is not kept busy by a pattern of many stars', () => {
    const is = [`${'*a'.repeat(140)}*b`]
    expect(matchesIncident([{ field: 'incident', is }], summary({ id: 'a'.repeat(300) }))).toBe(
      false,
    )
  })
})

describe('an incident', () => {
  const child = summary({ partOf: 'inc-0' })

  it('is suppressed by the silence that hides it longest', () => {
    const short = silence({ id: 'sil-0', until: start + hour })
    expect(suppressionOf(child, [short, silence()], start)).toEqual({
      ...{ by: 'silence', id: 'sil-1', reason: 'silenced by Ada: pump swap', until },
    })
  })

  it('is suppressed by its cause before and after', () => {
    const byCause = {
      by: 'incident',
      id: 'inc-0',
      reason: 'another incident is the cause of it',
      until: null,
    }
    expect(suppressionOf(child, [silence()], start - 1)).toEqual(byCause)
    expect(suppressionOf(child, [silence()], start + 2 * hour)).toEqual(byCause)
  })

  it('of its own calls again when the silence is over, and needs no silence when it is over itself', () => {
    expect(suppressionOf(summary(), [silence()], start + 2 * hour)).toBeNull()
    expect(suppressionOf(summary({ status: 'resolved' }), [silence()], start)).toBeNull()
  })

  it('that grows worse than what was silenced calls', () => {
    const mild = silence({ matchers: [{ field: 'severity', is: ['warning', 'info'] }] })
    expect(suppressionOf(summary(), [mild], start)).not.toBeNull()
    expect(suppressionOf(summary({ severity: 'critical' }), [mild], start)).toBeNull()
  })
})

describe('a wished silence', () => {
  const day = 24 * hour
  const problems = (wanted: Parameters<typeof silence>[0]) =>
    silenceProblems(silence(wanted), start, usualSilenceRules)
  const sundays = { days: ['sun'], from: '02:00', to: '04:00', timeZone: 'UTC' } as const
  const recurring = { ...sundays, days: [...sundays.days] }

  it('may last a week, and recur for 400 days', () => {
    expect(problems({ until: start + 7 * day })).toEqual([])
    expect(problems({ recurring, until: start + 400 * day })).toEqual([])
  })

  it('may not recur without a pause for longer than a week, nor begin in years', () => {
    const always = {
      ...{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const },
      ...{ from: '00:00', to: '00:00', timeZone: 'UTC' },
    }
    const whole = { ...always, days: [...always.days] }
    expect(problems({ recurring: whole, until: start + 300 * day })).toEqual([
      expect.stringContaining('without a pause for more than the 7 days'),
    ])
    expect(problems({ recurring: whole, until: start + 6 * day })).toEqual([])
    expect(problems({ recurring: { ...whole, to: '23:00' }, until: start + 300 * day })).toEqual([])
    expect(problems({ from: start + 401 * day, until: start + 402 * day })).toEqual([
      expect.stringContaining('add it when it is nearer'),
    ])
  })

  it.each([
    [
      { until: start },
      'until 2026-03-02T00:00:00.000Z is not after from 2026-03-02T00:00:00.000Z; give a later end',
    ],
    [
      { from: start - 2, until: start - 1 },
      'until 2026-03-01T23:59:59.999Z has passed, it is 2026-03-02T00:00:00.000Z; give an end that is to come',
    ],
    [
      { until: start + 8 * day },
      '2026-03-02T00:00:00.000Z to 2026-03-10T00:00:00.000Z is longer than the 7 days that a silence may last; end it by 2026-03-09T00:00:00.000Z, or let it recur',
    ],
    [
      { recurring, until: start + 401 * day },
      '2026-03-02T00:00:00.000Z to 2027-04-07T00:00:00.000Z is longer than the 400 days that a recurring silence may last; end it by 2027-04-06T00:00:00.000Z',
    ],
    [
      { recurring, until: start + 2 * day },
      'it recurs on sun, which does not come between 2026-03-02T00:00:00.000Z and 2026-03-04T00:00:00.000Z; give other days or a later end',
    ],
  ])('with %j is refused', (wanted, due) => {
    expect(problems(wanted)).toEqual([due])
  })

  it('names each field once', () => {
    const twice: Matcher[] = [
      { field: 'cell', is: ['pump'] },
      { field: 'cell', is: ['bed-1'] },
    ]
    expect(problems({ matchers: twice })).toEqual([
      'cell is named twice, and all matchers must fit; put what it may be into one list',
    ])
  })
})
