import { assertNever } from '#domain/assert-never.ts'
import type { TimelineEntry } from './incident.ts'
import type { PersonAction } from './person-action.ts'

/** What was done, in one word. */
export const entryKinds = {
  acknowledge: 'acknowledged',
  assign: 'assigned',
  comment: 'commented',
  resolve: 'resolved',
  reopen: 'reopened',
  feedback: 'feedback',
  'not-the-cause': 'not-the-cause',
} as const satisfies Record<PersonAction['kind'], TimelineEntry['kind']>

/** What a person did, for the timeline. */
export function tellAction(action: PersonAction): TimelineEntry {
  const { at, by, comment, kind } = action
  const deed = sayAction(action)
  const text = `${deed.charAt(0).toUpperCase()}${deed.slice(1)}${comment ? `: ${comment}` : '.'}`
  return { at, kind: entryKinds[kind], by, text }
}

/** As part of a sentence: "acknowledged by Ada". */
export function sayAction(action: PersonAction): string {
  const { by } = action
  switch (action.kind) {
    case 'acknowledge':
      return `acknowledged by ${by}`
    case 'assign':
      return action.to === null ? `given back by ${by}` : `assigned to ${action.to} by ${by}`
    case 'comment':
      return `said by ${by}`
    case 'resolve':
      return `resolved by ${by}`
    case 'reopen':
      return `opened again by ${by}`
    case 'feedback':
      return `called ${action.verdict} by ${by}`
    case 'not-the-cause':
      return `${action.cell} ruled out as the cause by ${by}`
    default:
      return assertNever(action)
  }
}
