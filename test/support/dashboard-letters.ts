import type { Letter } from '#domain/notify/letter.ts'
import type { Message } from '#domain/notify/message.ts'

const minute = 60_000

/** What a mailbox holds after a bad quarter of an hour. */
export function dashboardLetters(now: number): Letter[] {
  const since = new Date(now - 20 * minute).toISOString()
  const incident = (id: string, change: Partial<Message['incidents'][number]> = {}) => ({
    ...{ id, cause: 'opened', severity: 'critical' as const, status: 'open', site: 'old-mill' },
    ...{ place: 'Hub Willow', title: 'Hub Willow: Soil moisture unusually low', openedAt: since },
    ...{ downstream: 3, link: '' },
    ...change,
  })
  const warning = { severity: 'warning' as const, title: 'Hub Birch: Humidity unusually high' }
  const critical: Message = {
    ...{
      schemaVersion: 1,
      kind: 'incidents',
      severity: 'critical',
      since,
      downstream: 3,
      total: 2,
    },
    title: 'Critical: Hub Willow: Soil moisture unusually low and 1 more incident',
    lines: [
      'If nothing is done: the beds behind it dry out.',
      'First: Open the bypass valve.',
      'Time for it: 20 min, until 09:40 UTC',
    ],
    place: 'Hub Willow, old-mill',
    link: null,
    incidents: [incident('old-mill~cascade-1'), incident('inc-2', warning)],
  }
  const letter = (id: string, minutes: number, message: Message): Letter => ({
    ...{ id, at: now - minutes * minute, via: 'mailbox', to: 'shift', repeated: false },
    ...{ subject: message.title, text: '', message },
  })
  const over = { status: 'resolved', severity: 'warning' as const }
  return [
    letter('4', 2, {
      ...critical,
      ...{ severity: 'warning', title: 'Resolved: Hub Birch: Humidity unusually high', lines: [] },
      ...{ downstream: 0, incidents: [incident('inc-2', { ...warning, ...over })], total: 1 },
    }),
    { ...letter('3', 15, critical), repeated: true },
    letter('2', 16, critical),
    {
      ...{ id: '1', at: now - 300 * minute, via: 'email', to: 'garden@example.com' },
      ...{ repeated: false, subject: 'Warning: Hub Birch: Humidity unusually high', message: null },
      text: 'Warning: Hub Birch: Humidity unusually high\nWhere: Hub Birch, old-mill\nSince: 2026-11-26 04:00 UTC\n',
    },
  ]
}
