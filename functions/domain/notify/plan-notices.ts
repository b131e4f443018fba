import type { IncidentSummary } from '#domain/api/incidents.ts'
import { severityRank } from '#domain/severity.ts'
import { explainNoRoute, matchRoutes, nextOpening } from './match-routes.ts'
import { isFollowUp, isOut, isWaiting, type Notice, type NoticeCause } from './notice.ts'
import type { Route, Routing } from './routing.ts'

export interface PlanInput {
  readonly summary: IncidentSummary
  /** Whatever was decided of this incident before. */
  readonly notices: readonly Notice[]
  /** The newest version of the incident that a decision was made of. */
  readonly decidedVersion: number
  readonly routing: Routing
  readonly now: number
}

export interface Plan {
  readonly planned: readonly Notice[]
  readonly dropped: ReadonlyArray<{ readonly notice: Notice; readonly reason: string }>
  /** Why nothing is planned; null where something is, or was. */
  readonly why: string | null
}

const nothing: Plan = { planned: [], dropped: [], why: null }
const recordingMilliseconds = 86_400_000
const usualDelaySeconds = 30
const usualRepeatMinutes = 60

/** What to tell of an incident as it is now, given what its receivers know already: a matter of states, not of events. */
export function planNotices(input: PlanInput): Plan {
  const { summary, notices, decidedVersion, now } = input
  const newest = Math.max(decidedVersion, ...notices.map((notice) => notice.incidentVersion))
  // Changes come in any order; of an older one all that matters has been decided.
  if (summary.version < newest) return nothing
  if (now - Date.parse(summary.updatedAt) > recordingMilliseconds)
    return { ...nothing, why: 'A recording: what happened in it is over a day old.' }
  if (summary.status === 'pending')
    return { ...nothing, why: 'Pending: it has not lasted long enough to call anybody.' }
  if (!summary.opened)
    return { ...nothing, why: 'Only noted: it calmed down before it called anybody.' }
  return summary.status === 'resolved' ? planEnd(input) : planTrouble(input)
}

function planTrouble(input: PlanInput): Plan {
  const { summary, routing, now } = input
  const matched = matchRoutes(routing, summary, now)
  const opening = matched.routes.length === 0 ? nextOpening(routing, summary, now) : undefined
  if (opening !== undefined) return planOpening(input, opening)
  // A receiver that two routes lead to is told once, as the first of them says.
  const ways = new Map(matched.routes.toReversed().map((route) => [route.receiver, route]))
  const plans = [...ways.values()].toReversed().map((route) => planRoute(input, route))
  const planned = plans.flatMap((plan) => plan.planned)
  const why = matched.routes.length === 0 ? explainNoRoute(routing, matched) : null
  return {
    planned,
    dropped: plans.flatMap((plan) => plan.dropped),
    why: planned.length > 0 ? null : (plans.find((plan) => plan.why)?.why ?? why),
  }
}

/** Outside of all hours it waits for the first that open, as whoever comes on shift then wants to know of it. */
function planOpening(input: PlanInput, opening: number): Plan {
  const { routes } = matchRoutes(input.routing, input.summary, opening)
  const plans = routes.map((route) => planRoute(input, route))
  return {
    planned: plans.flatMap(({ planned }) =>
      planned.map((notice) => ({ ...notice, dueAt: Math.max(notice.dueAt, opening) })),
    ),
    dropped: plans.flatMap(({ dropped }) => dropped),
    why: plans.find(({ why }) => why)?.why ?? null,
  }
}

function planRoute({ summary, notices, now }: PlanInput, route: Route): Plan {
  const last = mainNotices(notices, route.receiver).at(-1)
  const waiting = last && isWaiting(last) ? last : undefined
  if (waiting?.cause === 'resolved')
    return {
      ...nothing,
      dropped: [{ notice: waiting, reason: 'it came back before its end was told' }],
    }
  const cause = causeOf(summary, last)
  if (!cause) return nothing
  if (summary.status === 'acknowledged' && cause !== 'worse')
    return { ...nothing, why: `Already acknowledged by ${summary.acknowledgedBy ?? 'somebody'}.` }
  const reason = `it became ${summary.severity} before it was told`
  return {
    planned: [noticeOf(summary, route, cause, notices, now)],
    dropped: waiting ? [{ notice: waiting, reason }] : [],
    why: null,
  }
}

/** What an incident brought along from another was told before all of its own. */
function byAge(a: Notice, b: Notice): number {
  return a.incidentVersion - b.incidentVersion || a.plannedAt - b.plannedAt
}

/** What counts of what a receiver was told, the oldest first. */
function mainNotices(notices: readonly Notice[], receiver: string): Notice[] {
  return notices
    .filter((notice) => notice.receiver === receiver && !isFollowUp(notice))
    .filter(({ state }) => state.status !== 'dropped')
    .toSorted(byAge)
}

function causeOf(summary: IncidentSummary, last: Notice | undefined): NoticeCause | undefined {
  if (!last) return 'opened'
  if (last.cause === 'resolved') return 'reopened'
  if (calledAnew(summary, last)) return summary.reopened > 0 ? 'reopened' : 'worse'
  if (severityRank(summary.severity) >= severityRank(last.severity)) return undefined
  return isWaiting(last) ? last.cause : 'worse'
}

/** Somebody took it on after that was told, and it is open again: nobody has it now. */
function calledAnew({ status, acknowledgedAt }: IncidentSummary, { plannedAt }: Notice): boolean {
  return status === 'open' && acknowledgedAt !== null && Date.parse(acknowledgedAt) > plannedAt
}

/** Whoever was told of it is told that it is over, once. */
function planEnd({ summary, notices, now }: PlanInput): Plan {
  const dropped = notices
    .filter((notice) => isWaiting(notice) && notice.cause !== 'resolved')
    .map((notice) => ({ notice, reason: 'it was resolved before it was told' }))
  const told = Map.groupBy(
    notices.filter((notice) => isOut(notice) || isWaiting(notice)),
    ({ receiver }) => receiver,
  )
  const planned = [...told.values()].flatMap((own) => {
    const out = own.filter((notice) => isOut(notice) || notice.cause === 'resolved')
    const last = out.toSorted(byAge).at(-1)
    if (!last || last.cause === 'resolved') return []
    return [endOf(summary, last, notices, now)]
  })
  const why = told.size === 0 ? 'It was resolved before anybody was told.' : null
  return { planned, dropped, why }
}

function endOf(summary: IncidentSummary, last: Notice, notices: readonly Notice[], now: number) {
  const delay = Math.max(last.groupDelaySeconds, usualDelaySeconds)
  return {
    ...last,
    id: freeId(`resolved#${summary.version}~${last.receiver}`, notices),
    ...({
      version: 1,
      cause: 'resolved',
      incidentVersion: summary.version,
      heldBy: null,
    } as const),
    ...{ plannedAt: now, dueAt: now + delay * 1000, groupDelaySeconds: delay },
    ...({ repeatMinutes: null, escalate: null, state: { status: 'planned' } } as const),
  }
}

function noticeOf(
  summary: IncidentSummary,
  route: Route,
  cause: NoticeCause,
  notices: readonly Notice[],
  now: number,
): Notice {
  const isCritical = summary.severity === 'critical'
  const delay = route.groupDelaySeconds ?? (isCritical ? 0 : usualDelaySeconds)
  const repeat = route.repeatMinutes
  return {
    schemaVersion: 1,
    id: freeId(`${cause}#${summary.version}~${route.receiver}`, notices),
    version: 1,
    incident: summary.id,
    site: summary.site,
    receiver: route.receiver,
    route: route.name,
    cause,
    severity: summary.severity,
    incidentVersion: summary.version,
    plannedAt: now,
    dueAt: now + delay * 1000,
    heldBy: null,
    groupDelaySeconds: delay,
    repeatMinutes: repeat === undefined ? (isCritical ? usualRepeatMinutes : null) : repeat,
    escalate: route.escalate ?? null,
    state: { status: 'planned' },
  }
}

/** What was dropped keeps its name; the same told after all gets the next. */
function freeId(id: string, notices: readonly Notice[]): string {
  const taken = notices.filter((notice) => notice.id === id || notice.id.startsWith(`${id}~`))
  return taken.length === 0 ? id : `${id}~${taken.length + 1}`
}
