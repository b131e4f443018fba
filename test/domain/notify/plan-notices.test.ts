import { describe, expect, it } from 'vitest'
import { explainNotices } from '#domain/notify/explain-notices.ts'
import { planNotices } from '#domain/notify/plan-notices.ts'
import { Routing } from '#domain/notify/routing.ts'
import { noticeStart, playNotices, shiftRouting, summaryOf } from '#test/support/notice-timeline.ts'

const critical = { severity: 'critical' } as const
const acknowledged = {
  status: 'acknowledged',
  acknowledgedBy: 'Ada',
  acknowledgedAt: new Date(noticeStart).toISOString(),
} as const
const resolved = { status: 'resolved' } as const
const silenced = {
  suppressed: {
    by: 'silence',
    id: 'sil-1',
    reason: 'the pump is being mended',
    until: new Date(noticeStart + 30 * 60_000).toISOString(),
  },
} as const

describe('what people are told of one incident', () => {
  it('waits half a minute for more where it is not critical', () => {
    expect(playNotices([[0, {}]], 10).told).toEqual(['0:30 opened warning → shift'])
  })

  it('is told at once where it is critical', () => {
    expect(playNotices([[0, critical]], 10).told).toEqual(['0:00 opened critical → shift'])
  })

  it('is told once where it becomes critical while it waits', () => {
    const { told, notices } = playNotices(
      [
        [0, {}],
        [20, critical],
      ],
      10,
    )
    expect(told).toEqual(['0:20 opened critical → shift'])
    expect(notices.map(({ state }) => state)).toContainEqual(
      expect.objectContaining({ reason: 'it became critical before it was told' }),
    )
  })

  it('is told again where it became critical after it was told, and not where it became milder', () => {
    const steps = [
      [0, {}],
      [100, critical],
      [200, { severity: 'warning' }],
      [300, {}],
    ] as const
    expect(playNotices(steps, 10).told).toEqual([
      '0:30 opened warning → shift',
      '1:40 worse critical → shift',
    ])
  })

  it('is repeated hourly while it is critical and nobody has acknowledged, and escalated once', () => {
    expect(
      playNotices(
        [
          [0, critical],
          [7_000, acknowledged],
        ],
        300,
      ).told,
    ).toEqual([
      '0:00 opened critical → shift',
      '20:00 escalation critical → chief',
      '60:00 repeat critical → shift',
    ])
  })

  it('is neither repeated nor escalated once somebody acknowledged', () => {
    const { told, notices } = playNotices(
      [
        [0, critical],
        [600, acknowledged],
      ],
      200,
    )
    expect(told).toEqual(['0:00 opened critical → shift'])
    const reasons = notices.flatMap(({ state }) =>
      state.status === 'dropped' ? [state.reason] : [],
    )
    expect(reasons).toEqual(Array(2).fill('it was already acknowledged by Ada'))
  })

  it('is told where it became critical after somebody took it on as a warning', () => {
    expect(
      playNotices(
        [
          [0, {}],
          [60, acknowledged],
          [120, critical],
        ],
        10,
      ).told,
    ).toEqual(['0:30 opened warning → shift', '2:00 worse critical → shift'])
  })

  it('calls anew where somebody took it on and it became worse than that, whoever is to be told of it now', () => {
    const anew = {
      status: 'open',
      acknowledgedBy: null,
      acknowledgedAt: new Date(noticeStart + 60_000).toISOString(),
    } as const
    const taken = { ...acknowledged, acknowledgedAt: anew.acknowledgedAt }
    const graver = Routing.parse({
      receivers: shiftRouting.receivers,
      routes: [
        { name: 'grave', match: { severities: ['critical'] }, receiver: 'chief' },
        { name: 'others', match: { severities: ['warning'] }, receiver: 'shift' },
      ],
    })
    const steps = [
      [0, {}],
      [60, taken],
      [120, { ...anew, ...critical }],
    ] as const
    expect(playNotices(steps, 10, graver).told).toEqual([
      '0:30 opened warning → shift',
      '2:00 opened critical → chief',
    ])
    // Critical, milder, taken on as that, critical again.
    const again = [
      [0, critical],
      [30, { severity: 'warning' }],
      [60, taken],
      [120, { ...anew, ...critical }],
    ] as const
    expect(playNotices(again, 10).told).toEqual([
      '0:00 opened critical → shift',
      '2:00 worse critical → shift',
    ])
  })

  it('is not told where it was resolved before', () => {
    const { told, notices } = playNotices(
      [
        [0, {}],
        [20, resolved],
      ],
      10,
    )
    expect(told).toEqual([])
    expect(explainNotices(notices, undefined, summaryOf())).toBe(
      'Not told to shift: it was resolved before it was told.',
    )
  })

  it('is not announced while it is silenced, though its time is yet to come', () => {
    const { notices } = playNotices([[0, {}]], 0)
    const told = explainNotices(notices, undefined, summaryOf(silenced))
    expect(told).toMatch(/^Suppressed by silence /)
  })

  it('tells whoever knows of it that it is over, and that it is back', () => {
    const steps = [
      [0, {}],
      [60, resolved],
      [300, { status: 'open' }],
      [400, resolved],
    ] as const
    expect(playNotices(steps, 20).told).toEqual([
      '0:30 opened warning → shift',
      '1:30 resolved warning → shift',
      '5:30 reopened warning → shift',
      '7:10 resolved warning → shift',
    ])
  })

  it('says nothing of an end that did not last', () => {
    const steps = [
      [0, {}],
      [60, resolved],
      [70, { status: 'open' }],
    ] as const
    expect(playNotices(steps, 10).told).toEqual(['0:30 opened warning → shift'])
  })

  it('is told when a silence ends and it is still open', () => {
    const { told, notices } = playNotices(
      [
        [0, silenced],
        [1_790, { suppressed: null }],
      ],
      45,
    )
    expect(told).toEqual(['30:00 opened warning → shift'])
    expect(notices.find(({ cause }) => cause === 'opened')?.heldBy).toBe('silence')
  })

  it('is not told when it was over before the silence was', () => {
    expect(
      playNotices(
        [
          [0, silenced],
          [600, resolved],
        ],
        60,
      ).told,
    ).toEqual([])
  })
})

describe('what nobody is told', () => {
  const planOf = (change: Parameters<typeof summaryOf>[0], routing = shiftRouting) =>
    planNotices({
      summary: summaryOf(change),
      notices: [],
      decidedVersion: 0,
      routing,
      now: noticeStart + 1000,
    })

  it.each([
    [{ status: 'pending' }, 'Pending: it has not lasted long enough to call anybody.'],
    [{ opened: false, status: 'resolved' }, 'Only noted: it calmed down before it called anybody.'],
    [resolved, 'It was resolved before anybody was told.'],
    [acknowledged, 'Already acknowledged by Ada.'],
    [
      { updatedAt: '2026-03-01T08:00:00.000Z' },
      'A recording: what happened in it is over a day old.',
    ],
    [{ severity: 'info' }, 'No route matches (all: it is for critical, major, warning, not info).'],
  ] as const)('has a reason: %o', (change, why) => {
    expect(planOf(change)).toEqual({ planned: [], dropped: [], why })
  })

  it('says which part of each route does not match', () => {
    const routing = Routing.parse({
      receivers: { shift: { kind: 'webhook', url: 'mailbox:' } },
      routes: [
        { name: 'park', match: { sites: ['park'] }, receiver: 'shift' },
        {
          name: 'nights',
          match: { hours: { from: '22:00', to: '06:00', timeZone: 'Europe/Zurich' } },
          receiver: 'shift',
        },
      ],
    })
    expect(planOf({ severity: 'info' }, shiftRouting).why).toContain('not info')
    const [parkOnly] = routing.routes
    expect(planOf({}, { ...routing, routes: parkOnly ? [parkOnly] : [] }).why).toBe(
      'No route matches (park: it is for park, not garden).',
    )
    // What matches but for its hours waits for them.
    expect(planOf({}, routing).planned).toMatchObject([
      { route: 'nights', cause: 'opened', dueAt: Date.UTC(2026, 2, 2, 21) },
    ])
    const steps = [[0, {}]] as const
    expect(playNotices(steps, 13 * 60, routing).told).toEqual(['720:00 opened warning → shift'])
    const taken = [
      [0, {}],
      [600, acknowledged],
    ] as const
    expect(playNotices(taken, 13 * 60, routing).told).toEqual([])
  })

  it('is nothing of an older change that came late', () => {
    const { notices } = playNotices(
      [
        [0, {}],
        [60, critical],
        [120, resolved],
      ],
      10,
    )
    const late = {
      summary: summaryOf({ version: 1 }),
      notices,
      decidedVersion: 0,
      routing: shiftRouting,
    }
    expect(planNotices({ ...late, now: noticeStart + 700_000 })).toEqual({
      ...{ planned: [], dropped: [], why: null },
    })
  })
})
