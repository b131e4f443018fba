import type { IncidentAction } from '#domain/api/incidents.ts'
import { assertNever } from '#domain/assert-never.ts'
import { formatDuration } from '#domain/words.ts'
import type { Incident, TimelineEntry } from './incident.ts'

export type ActionKind = 'acknowledge' | 'resolve'

export type ActionOutcome =
  | { readonly kind: 'applied'; readonly incident: Incident; readonly message: string }
  | { readonly kind: 'too-late'; readonly message: string }

export function applyAction(
  incident: Incident,
  kind: ActionKind,
  action: IncidentAction,
  now: number,
): ActionOutcome {
  const { state } = incident
  if (state.status === 'resolved')
    return {
      kind: 'too-late',
      message: `already resolved by ${state.resolvedBy}, ${formatDuration(now - state.resolvedAt)} ago`,
    }
  switch (kind) {
    case 'acknowledge':
      if (state.status === 'acknowledged')
        return {
          kind: 'too-late',
          message: `already acknowledged by ${state.acknowledgedBy}, ${formatDuration(now - state.acknowledgedAt)} ago`,
        }
      return applied(
        incident,
        'acknowledged',
        { status: 'acknowledged', acknowledgedBy: action.by, acknowledgedAt: now },
        action,
        now,
      )
    case 'resolve':
      return applied(
        incident,
        'resolved',
        { status: 'resolved', resolvedBy: action.by, resolvedAt: now },
        action,
        now,
      )
    default:
      return assertNever(kind)
  }
}

function applied(
  incident: Incident,
  done: 'acknowledged' | 'resolved',
  state: Incident['state'],
  action: IncidentAction,
  now: number,
): ActionOutcome {
  const said = action.comment ? `: ${action.comment}` : '.'
  const entry: TimelineEntry = {
    at: now,
    kind: done,
    by: action.by,
    text: `${capitalise(done)} by ${action.by}${said}`,
  }
  return {
    kind: 'applied',
    message: `${done} by ${action.by}`,
    incident: { ...incident, state, timeline: [...incident.timeline, entry] },
  }
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
