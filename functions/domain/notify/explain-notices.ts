import type { IncidentSummary, Suppression } from '#domain/api/incidents.ts'
import { assertNever } from '#domain/assert-never.ts'
import { formatClock } from '#domain/words.ts'
import { isOut, isWaiting, type Notice } from './notice.ts'

/** What was decided of an incident last, where nothing was planned for it. */
export interface NoticeDecision {
  readonly version: number
  readonly why: string
}

/** One sentence: what was told, what will be, or why nothing is. */
export function explainNotices(
  notices: readonly Notice[],
  decision: NoticeDecision | undefined,
  summary: Pick<IncidentSummary, 'partOf' | 'suppressed'>,
): string {
  const sorted = notices.toSorted((a, b) => a.plannedAt - b.plannedAt || a.dueAt - b.dueAt)
  const out = sorted.findLast(isOut)
  const failed = sorted.findLast(({ state }) => state.status === 'failed')
  const waiting = sorted
    .filter(isWaiting)
    .toSorted((a, b) => a.dueAt - b.dueAt)
    .at(0)
  const told = [out, failed].filter((notice) => notice !== undefined)
  const newest = told.toSorted((a, b) => a.plannedAt - b.plannedAt).at(-1)
  const parts = [newest && sayNotice(newest), waiting && sayWaiting(waiting, summary)].filter(
    (part) => part !== undefined,
  )
  if (parts.length > 0) return `${parts.join('; ')}.`
  const dropped = sorted.at(-1)
  if (dropped && dropped.incidentVersion >= (decision?.version ?? 0))
    return `${sayNotice(dropped)}.`
  if (decision) return decision.why
  if (summary.partOf) return `Part of incident ${summary.partOf}, which is told instead.`
  return 'Nothing has been decided of it yet; it is looked at as soon as it changes.'
}

/** What is silenced by now will be held when its time comes, and is not announced as if it were not. */
function sayWaiting(waiting: Notice, { suppressed }: Pick<IncidentSummary, 'suppressed'>): string {
  if (waiting.state.status !== 'planned' || suppressed === null) return sayNotice(waiting)
  return saySuppression(suppressed)
}

function sayNotice({ state, receiver, dueAt }: Notice): string {
  switch (state.status) {
    case 'planned':
      return `Planned for ${formatClock(dueAt)} to ${receiver}`
    case 'held':
      return saySuppression(state.suppression)
    case 'sending':
      return `On its way to ${receiver}`
    case 'sent':
      return `Told to ${receiver} at ${formatClock(state.at)}`
    case 'failed':
      return `Failed: ${receiver} could not be reached in ${state.attempts} attempts, the last answer was ${state.reason}`
    case 'dropped':
      return `Not told to ${receiver}: ${state.reason}`
    default:
      return assertNever(state)
  }
}

function saySuppression({ by, id, reason, until }: Suppression): string {
  if (by === 'incident') return `Part of incident ${id}: ${reason}`
  const end = until === null ? '' : ` until ${until.slice(0, 16).replace('T', ' ')} UTC`
  return `Suppressed by silence ${id}${end}: ${reason}`
}
