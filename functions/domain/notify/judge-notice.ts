import type { IncidentSummary, Suppression } from '#domain/api/incidents.ts'
import { severityRank } from '#domain/severity.ts'
import { isFollowUp, isOut, type Notice } from './notice.ts'

export type Judgement =
  | { readonly kind: 'send' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'hold'; readonly suppression: Suppression; readonly until: number }
  | { readonly kind: 'drop'; readonly reason: string }

export interface JudgeInput {
  readonly notice: Notice
  /** The incident as it is now; undefined where it is not in the store. */
  readonly summary: IncidentSummary | undefined
  readonly notices: readonly Notice[]
  readonly suppression: Suppression | null
  readonly now: number
}

/** A change is told before its incident is saved; one that stays away for so long was taken into another. */
const awaitedMilliseconds = 10 * 60_000
/** People end a silence before its time, and nothing tells of it; an incident that ends tells by itself. */
const lookAgainAfter = { silence: 60_000, incident: 15 * 60_000 } as const

/** Whether a notice that has come due is still worth telling. */
export function judgeNotice(input: JudgeInput): Judgement {
  const { notice, summary, suppression, now } = input
  if (!summary)
    return now < notice.dueAt + awaitedMilliseconds
      ? { kind: 'wait' }
      : drop('what it told of turned out to belong to another incident')
  const outdated = outdatedBy(notice, summary) ?? toldSince(input)
  if (outdated) return drop(outdated)
  if (!suppression) return { kind: 'send' }
  const end = suppression.until === null ? Number.POSITIVE_INFINITY : Date.parse(suppression.until)
  return { kind: 'hold', suppression, until: Math.min(end, now + lookAgainAfter[suppression.by]) }
}

function outdatedBy({ cause }: Notice, summary: IncidentSummary): string | undefined {
  const isOver = summary.status === 'resolved'
  if (cause === 'resolved') return isOver ? undefined : 'it came back before its end was told'
  if (isOver) return 'it was resolved before it was told'
  // Whoever took it on as a warning must hear that it is critical now.
  if (summary.acknowledgedBy === null || cause === 'worse') return undefined
  return `it was already acknowledged by ${summary.acknowledgedBy}`
}

/** Of two that were decided at once, and of repeats before and after it became worse, one is told. */
function toldSince({ notice, notices }: JudgeInput): string | undefined {
  if (notice.cause === 'resolved') return undefined
  const out = notices.filter(
    (other) => other.id !== notice.id && other.receiver === notice.receiver && isOut(other),
  )
  if (notice.cause === 'repeat')
    return out.some((other) => !isFollowUp(other) && other.incidentVersion > notice.incidentVersion)
      ? 'it was told anew since'
      : undefined
  const ends = out.filter(({ cause }) => cause === 'resolved').map((one) => one.incidentVersion)
  const begun = Math.max(-1, ...ends.filter((version) => version < notice.incidentVersion))
  const since = notice.cause === 'opened' ? begun : Math.max(begun, notice.incidentVersion - 1)
  return out.some((other) => other.incidentVersion > since && covers(other, notice))
    ? 'the receiver was told already'
    : undefined
}

function covers(other: Notice, notice: Notice): boolean {
  if (other.cause === 'resolved' || isFollowUp(other) !== isFollowUp(notice)) return false
  return severityRank(other.severity) <= severityRank(notice.severity)
}

function drop(reason: string): Judgement {
  return { kind: 'drop', reason }
}
