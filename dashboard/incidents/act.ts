import { api } from '#dashboard/live/api.ts'
import { live } from '#dashboard/live/live.ts'
import { tell } from '#dashboard/shell/notices.tsx'
import { explain } from '#dashboard/shell/states.tsx'
import type { IncidentActionResult, IncidentSummary } from '#domain/api/incidents.ts'
import { assertNever } from '#domain/assert-never.ts'
import { rememberName } from './own-name.ts'

/** What somebody wants to do to an incident. */
export type Deed =
  | { readonly action: 'acknowledge' | 'resolve' | 'reopen' | 'assign' | 'comment' }
  | { readonly action: 'expected' | 'real' }
  | { readonly action: 'not-the-cause'; readonly cell: string; readonly name: string }
export type Action = Deed['action']

/** Who does it, and what they say; `to` is whom an incident is given to. */
export interface Said {
  readonly by: string
  readonly comment: string
  readonly to?: string
}

const outcome: Record<Action, string> = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  reopen: 'reopened',
  assign: 'assigned',
  comment: 'commented on',
  expected: 'called expected',
  real: 'called real',
  'not-the-cause': 'judged',
}

/** Shown as done at once; the answer then confirms it, or says who was faster. */
export async function act(deed: Deed, before: IncidentSummary, said: Said) {
  rememberName(said.by)
  putIncident({ ...before, ...asDone(deed.action, said) })
  try {
    const result = await send(deed, before, said)
    putIncident(result.summary)
    tell(sentence(result.message))
  } catch (failure) {
    putIncident(before)
    const why = failure instanceof Error ? explain(failure) : String(failure)
    tell(`“${before.title}” could not be ${outcome[deed.action]}. ${why}`)
  }
}

function asDone(action: Action, { by, to }: Said): Partial<IncidentSummary> {
  switch (action) {
    case 'acknowledge':
      return { status: 'acknowledged', owner: by, acknowledgedBy: by }
    case 'resolve':
      return { status: 'resolved', owner: by }
    case 'assign':
      return { owner: to || null }
    default:
      return {}
  }
}

function send(
  deed: Deed,
  { id, version }: IncidentSummary,
  { by, comment, to }: Said,
): Promise<IncidentActionResult> {
  const parameters = { id }
  const body = { by, version, ...(comment === '' ? {} : { comment }) }
  switch (deed.action) {
    case 'acknowledge':
      return api('acknowledgeIncident', { parameters, body })
    case 'resolve':
      return api('resolveIncident', { parameters, body })
    case 'reopen':
      return api('reopenIncident', { parameters, body })
    case 'assign':
      return api('assignIncident', { parameters, body: { ...body, to: to || null } })
    case 'comment':
      return api('commentIncident', { parameters, body: { ...body, comment } })
    case 'expected':
    case 'real':
      return api('feedbackIncident', { parameters, body: { ...body, verdict: deed.action } })
    case 'not-the-cause':
      return api('ruleOutCause', { parameters, body: { ...body, cell: deed.cell } })
    default:
      return assertNever(deed)
  }
}

function putIncident(incident: IncidentSummary) {
  const state = live.get()
  if (!state.data) return
  const incidents = new Map(state.data.incidents).set(incident.id, incident)
  live.set({ ...state, data: { ...state.data, incidents } })
}

function sentence(text: string): string {
  const capitalised = text.charAt(0).toUpperCase() + text.slice(1)
  return capitalised.endsWith('.') ? capitalised : `${capitalised}.`
}
