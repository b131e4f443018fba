import type { Notice } from './notice.ts'

/** What comes of a notice once it is told, should nobody acknowledge: the next repeat, and whom else to tell. */
export function followUp(notice: Notice, sentAt: number): Notice[] {
  const { repeatMinutes, escalate, cause } = notice
  if (cause === 'resolved' || cause === 'escalation') return []
  const next: Notice[] = []
  if (repeatMinutes !== null) next.push(repeatOf(notice, sentAt + repeatMinutes * 60_000, sentAt))
  if (escalate && cause !== 'repeat')
    next.push({
      ...notice,
      ...begun(sentAt, sentAt + escalate.afterMinutes * 60_000),
      id: `escalation#${notice.incidentVersion}~${escalate.to}`,
      receiver: escalate.to,
      cause: 'escalation',
      repeatMinutes: null,
      escalate: null,
    })
  return next
}

function repeatOf(notice: Notice, dueAt: number, sentAt: number): Notice {
  const [, count = '0'] = /^repeat#\d+~(\d+)~/.exec(notice.id) ?? []
  const id = `repeat#${notice.incidentVersion}~${Number(count) + 1}~${notice.receiver}`
  return { ...notice, ...begun(sentAt, dueAt), id, cause: 'repeat' }
}

function begun(plannedAt: number, dueAt: number) {
  return { version: 1, plannedAt, dueAt, heldBy: null, state: { status: 'planned' } } as const
}
