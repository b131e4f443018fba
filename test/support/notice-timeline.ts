import { IncidentSummary } from '#domain/api/incidents.ts'
import { followUp } from '#domain/notify/follow-up.ts'
import { judgeNotice } from '#domain/notify/judge-notice.ts'
import { isWaiting, type Notice } from '#domain/notify/notice.ts'
import { planNotices } from '#domain/notify/plan-notices.ts'
import { Routing } from '#domain/notify/routing.ts'

export const noticeStart = Date.UTC(2026, 2, 2, 9)

export const shiftRouting = Routing.parse({
  receivers: {
    shift: { kind: 'webhook', url: 'mailbox:' },
    chief: { kind: 'webhook', url: 'mailbox:' },
  },
  routes: [
    {
      name: 'all',
      match: { severities: ['critical', 'major', 'warning'] },
      receiver: 'shift',
      escalate: { afterMinutes: 20, to: 'chief' },
    },
  ],
})

export function summaryOf(change: Partial<IncidentSummary> = {}): IncidentSummary {
  return IncidentSummary.parse({
    ...{ id: 'inc-1', version: 1, status: 'open', severity: 'warning', site: 'garden' },
    ...{ cell: 'pump', place: 'Pump', title: 'Pump: Temperature unusually high' },
    openedAt: new Date(noticeStart).toISOString(),
    updatedAt: new Date(noticeStart).toISOString(),
    ...{ owner: null, sensors: 1, downstreamCells: 0 },
    ...change,
  })
}

/** What an incident is from a second on; its version counts by itself. */
export type Becoming = readonly [second: number, change: Partial<IncidentSummary>]

/** Told line by line: when, why, how bad and to whom. `minutes` long, looked at each ten seconds. */
export function playNotices(
  becoming: readonly Becoming[],
  minutes: number,
  routing = shiftRouting,
) {
  const told: string[] = []
  let notices: Notice[] = []
  let summary: IncidentSummary | undefined
  let why: string | null = null
  for (let second = 0; second <= minutes * 60; second += 10) {
    const now = noticeStart + second * 1000
    for (const [at, change] of becoming.filter(([from]) => from > second - 10 && from <= second)) {
      const version = (summary?.version ?? 0) + 1
      summary = summaryOf({
        ...summary,
        updatedAt: new Date(now).toISOString(),
        ...change,
        version,
      })
      const plan = planNotices({
        summary,
        notices,
        decidedVersion: 0,
        routing,
        now: noticeStart + at * 1000,
      })
      why = plan.why ?? why
      const dropped = new Map(plan.dropped.map(({ notice, reason }) => [notice.id, reason]))
      notices = [
        ...notices.map((notice): Notice => {
          const reason = dropped.get(notice.id)
          return reason ? { ...notice, state: { status: 'dropped', at: now, reason } } : notice
        }),
        ...plan.planned,
      ]
    }
    for (const notice of notices.filter((one) => isWaiting(one) && one.dueAt <= now)) {
      const after = look(notice, summary, notices, now)
      if (after[0]?.state.status === 'sent')
        told.push(`${clock(second)} ${notice.cause} ${summary?.severity} → ${notice.receiver}`)
      notices = [...notices.filter((one) => one.id !== notice.id), ...after]
    }
  }
  return { told, notices, why }
}

function look(
  notice: Notice,
  summary: IncidentSummary | undefined,
  notices: readonly Notice[],
  now: number,
): Notice[] {
  const suppression = summary?.suppressed ?? null
  const judged = judgeNotice({ notice, summary, notices, suppression, now })
  if (judged.kind === 'drop')
    return [{ ...notice, state: { status: 'dropped', at: now, reason: judged.reason } }]
  if (judged.kind === 'hold')
    return [
      {
        ...notice,
        ...{ dueAt: judged.until, heldBy: judged.suppression.by },
        state: { status: 'held', suppression: judged.suppression },
      },
    ]
  if (judged.kind === 'wait') return [notice]
  const state = { status: 'sent', delivery: 'd', at: now, attempts: 1 } as const
  return [{ ...notice, state }, ...followUp(notice, now)]
}

function clock(second: number): string {
  return `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`
}
