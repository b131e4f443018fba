import { api } from '#dashboard/live/api.ts'
import { live } from '#dashboard/live/live.ts'
import { tell } from '#dashboard/shell/notices.tsx'
import { explain } from '#dashboard/shell/states.tsx'
import type { IncidentActionResult, IncidentSummary } from '#domain/api/incidents.ts'
import { rememberName } from './own-name.ts'

export type Action = 'acknowledge' | 'resolve'

const operation = { acknowledge: 'acknowledgeIncident', resolve: 'resolveIncident' } as const
const outcome = { acknowledge: 'acknowledged', resolve: 'resolved' } as const

/** Shown as done at once; the answer then confirms it, or says who was faster. */
export async function act(action: Action, before: IncidentSummary, by: string, comment: string) {
  rememberName(by)
  putIncident({ ...before, status: outcome[action], owner: by })
  try {
    const result = await send(action, before, by, comment)
    putIncident(result.summary)
    tell(sentence(result.message))
  } catch (failure) {
    putIncident(before)
    const why = failure instanceof Error ? explain(failure) : String(failure)
    tell(`“${before.title}” could not be ${outcome[action]}. ${why}`)
  }
}

function send(
  action: Action,
  { id, version }: IncidentSummary,
  by: string,
  comment: string,
): Promise<IncidentActionResult> {
  const body = { by, version, ...(comment === '' ? {} : { comment }) }
  return api(operation[action], { parameters: { id }, body })
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
