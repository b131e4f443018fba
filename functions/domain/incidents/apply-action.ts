import { assertNever } from '#domain/assert-never.ts'
import { formatDuration } from '#domain/words.ts'
import { actionsOf, type Incident } from './incident.ts'
import { takeAction } from './lifecycle.ts'
import type { PersonAction } from './person-action.ts'
import { sayAction, tellAction } from './tell-action.ts'

type WithoutPlace<Action> = Action extends PersonAction ? Omit<Action, 'at' | 'version'> : never
/** What a person wants to do, before it has a place among what others did. */
export type WishedAction = WithoutPlace<PersonAction>

export type ActionOutcome =
  | { readonly kind: 'applied'; readonly incident: Incident; readonly message: string }
  | { readonly kind: 'too-late'; readonly message: string }
  | { readonly kind: 'refused' | 'full'; readonly message: string }

/** Beside what else an incident holds there is room for so much of what people say. */
const mostSaid = 120_000

/**
 * The incident with one more action, or why not. `seen` is the version that the person was looking at: whoever acted
 * since was faster.
 */
export function applyAction(
  incident: Incident,
  wished: WishedAction,
  now: number,
  seen?: number,
): ActionOutcome {
  const actions = actionsOf(incident)
  const late = tooLate(incident, wished, actions, now, seen)
  if (late) return { kind: 'too-late', message: late }
  const full = overflow(incident, wished, actions)
  if (full) return { kind: 'full', message: full }
  const refused = refuse(incident, wished)
  if (refused) return { kind: 'refused', message: refused }
  const version = incident.version + 1
  // Clocks of two servers differ; the order in which people acted does not.
  const at = Math.max(now, actions.at(-1)?.at ?? 0)
  const action: PersonAction = { ...wished, at, version }
  const { state, opened, assignee } = takeAction({ ...incident, acknowledgement: null }, action)
  return {
    kind: 'applied',
    message: sayAction(action),
    incident: {
      ...incident,
      ...{ version, state, opened, assignee },
      actions: [...actions, action],
      timeline: [...incident.timeline, tellAction(action)],
    },
  }
}

function tooLate(
  incident: Incident,
  wished: WishedAction,
  actions: readonly PersonAction[],
  now: number,
  seen: number | undefined,
): string | undefined {
  const { state } = incident
  const { kind } = wished
  if (kind === 'comment' || kind === 'feedback') return undefined
  if (state.status === 'resolved' && (kind === 'acknowledge' || kind === 'resolve'))
    return `already resolved by ${state.resolvedBy}, ${ago(state.resolvedAt, now)}`
  const same = doneBefore(wished, actions, incident)
  if (same) return `already ${sayAction(same)}, ${ago(same.at, now)}`
  const since = seen === undefined ? undefined : actions.findLast(({ version }) => version > seen)
  if (!since || since.kind === 'comment') return undefined
  return `already ${sayAction(since)}, ${ago(since.at, now)}`
}

/** The same deed, where doing it again would change nothing. */
function doneBefore(
  wished: WishedAction,
  actions: readonly PersonAction[],
  { state: { status }, timeline }: Incident,
): PersonAction | undefined {
  // Open is what nobody has taken on, or what called anew since.
  if (wished.kind === 'acknowledge')
    return status === 'open' ? undefined : acknowledgementIn(actions, timeline)
  if (wished.kind === 'reopen') return status === 'resolved' ? undefined : openedAgain(actions)
  return actions.find((one) => isSameCell(one, wished))
}

/** By whom, unless it was resolved since. */
function openedAgain(actions: readonly PersonAction[]): PersonAction | undefined {
  const last = actions.findLast(({ kind }) => kind === 'reopen' || kind === 'resolve')
  return last?.kind === 'reopen' ? last : undefined
}

function isSameCell(one: PersonAction, wished: WishedAction): boolean {
  return one.kind === 'not-the-cause' && wished.kind === 'not-the-cause' && one.cell === wished.cell
}

/** Who has it, unless it was opened again since. */
function acknowledgementIn(actions: readonly PersonAction[], timeline: Incident['timeline']) {
  const openedAgainAt = timeline.findLast(({ kind }) => kind === 'reopened')?.at ?? 0
  return actions.findLast(({ kind, at }) => kind === 'acknowledge' && at >= openedAgainAt)
}

function ago(at: number, now: number): string {
  return `${formatDuration(Math.max(0, now - at))} ago`
}

function overflow(
  { id }: Incident,
  wished: WishedAction,
  actions: readonly PersonAction[],
): string | undefined {
  const room = mostSaid - JSON.stringify(actions).length - JSON.stringify(wished).length
  if (room >= 0 || wished.kind === 'resolve') return undefined
  return `Incident ${id} has ${actions.length} actions and no room for more; resolve it, and what comes after is a new one`
}

function refuse({ state, cells, id }: Incident, wished: WishedAction): string | undefined {
  switch (wished.kind) {
    case 'reopen':
      return state.status === 'resolved'
        ? undefined
        : `Incident ${id} is ${state.status}, so there is nothing to open again`
    case 'not-the-cause':
      if (cells.length === 1)
        return `Incident ${id} shows in ${wished.cell} alone; if that is nothing, call it expected or resolve it`
      return cells.some(({ cell }) => cell === wished.cell)
        ? undefined
        : `Incident ${id} has no cell "${wished.cell.slice(0, 80)}"; its cells are ${cells
            .slice(0, 5)
            .map(({ cell }) => cell)
            .join(', ')}`
    case 'acknowledge':
    case 'assign':
    case 'comment':
    case 'resolve':
    case 'feedback':
      return undefined
    default:
      return assertNever(wished)
  }
}
