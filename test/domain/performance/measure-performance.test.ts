import { describe, expect, it } from 'vitest'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { countSlots, findFloods, mostWithin } from '#domain/performance/floods.ts'
import { measurePerformance } from '#domain/performance/measure-performance.ts'
import { start } from '#test/support/anomalies.ts'
import { silence, summary } from '#test/support/silences.ts'

const minute = 60_000
const hour = 60 * minute
const every = (count: number, step: number, from = 0) =>
  Array.from({ length: count }, (_, index) => from + index * step)

const opened = (minutes: number, wanted: Partial<IncidentSummary> = {}) =>
  summary({
    id: `inc-${minutes}`,
    openedAt: new Date(start + minutes * minute).toISOString(),
    ...wanted,
  })
const measure = (summaries: IncidentSummary[], silences = [] as ReturnType<typeof silence>[]) =>
  measurePerformance({
    ...{ from: start, to: start + 12 * hour, operators: 2, now: start + 48 * hour },
    ...{ summaries, silences },
  })

describe('floods', () => {
  it.each([
    ['nine in ten minutes are none', every(9, minute), []],
    ['ten in ten minutes are one', every(10, minute - 1), [[0, 9 * (minute - 1), 10]]],
    ['ten in more than ten minutes are none', every(10, (10 * minute) / 9), []],
    ['a long one is one', every(40, 30_000), [[0, 39 * 30_000, 40]]],
    [
      'two apart are two',
      [...every(10, 1_000), ...every(10, 1_000, hour)],
      [
        [0, 9_000, 10],
        [hour, hour + 9_000, 10],
      ],
    ],
  ])('%s', (_, times, due) => {
    expect(findFloods(times).map(({ from, until, incidents }) => [from, until, incidents])).toEqual(
      due,
    )
  })

  it('have the peak of any ten minutes, not of those by the clock', () => {
    expect(mostWithin([...every(5, 1, 10 * minute - 5), ...every(5, 1, 10 * minute)])).toBe(10)
    expect(mostWithin([0, 10 * minute])).toBe(1)
    expect(mostWithin([])).toBe(0)
  })

  it('are told apart from quiet slots', () => {
    expect(countSlots([0, 1, minute * 10, ...every(10, 1, 30 * minute)], 0, hour)).toEqual({
      ...{ none: 3 / 6, one: 1 / 6, two: 1 / 6, threeToNine: 0, tenOrMore: 1 / 6 },
    })
  })
})

describe('performance', () => {
  it('counts per operator and hour what called, and the share that did not', () => {
    const quiet = silence({ until: start + hour })
    const parts = opened(300, { partOf: 'inc-0', cell: 'bed-1' })
    const told = measure(
      [opened(30), opened(90), opened(150), parts, opened(1, { opened: false })],
      [quiet],
    )
    expect([told.incidents, told.perOperatorHour, told.suppressedShare]).toEqual([2, 2 / 24, 0.5])
  })

  it('names what chatters, what is stale and what is most frequent', () => {
    const at = (hours: number) => new Date(start + hours * hour).toISOString()
    const told = measure([
      opened(0, { resolvedAt: at(25) }),
      opened(1, { isFlapping: true, resolvedAt: at(1) }),
      opened(2, { reopened: 2, resolvedAt: at(1), cell: 'bed-1' }),
      opened(3),
    ])
    expect(told.chattering.worst.map(({ id }) => id)).toEqual(['inc-1', 'inc-2'])
    expect(told.stale.oldest.map(({ id }) => id)).toEqual(['inc-0', 'inc-3'])
    expect(told.mostFrequent.map(({ cell, incidents, share }) => [cell, incidents, share])).toEqual(
      [
        ['pump', 3, 0.75],
        ['bed-1', 1, 0.25],
      ],
    )
  })

  it('sets the shares of severity beside the guide', () => {
    const severities = ['critical', 'major', 'warning', 'info'] as const
    const told = measure(severities.map((peakSeverity, index) => opened(index, { peakSeverity })))
    expect(told.severities).toEqual([
      { severity: 'high', share: 0.25, guide: 0.05 },
      { severity: 'medium', share: 0.25, guide: 0.15 },
      { severity: 'low', share: 0.5, guide: 0.8 },
    ])
  })

  it('has the times to acknowledge, and none where nobody did', () => {
    const after = (minutes: number) => new Date(start + minutes * minute).toISOString()
    const told = measure(
      every(20, 1, 1).map((n) => opened(0, { id: `i${n}`, acknowledgedAt: after(n) })),
    )
    expect(told.acknowledgeSeconds).toEqual({ count: 20, median: 600, p95: 19 * 60 })
    expect(told.resolveSeconds).toBeNull()
    expect(measure([])).toMatchObject({ incidents: 0, perOperatorHour: 0, suppressedShare: 0 })
  })
})
