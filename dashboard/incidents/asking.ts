import { createStore } from '#dashboard/live/store.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { act, type Deed } from './act.ts'
import { ownName } from './own-name.ts'

export interface Asked {
  readonly deed: Deed
  readonly incident: IncidentSummary
}

export const asked = createStore<Asked | null>(null)

/** Asks for a name and a comment. */
export function ask(deed: Deed, incident: IncidentSummary) {
  asked.set({ deed, incident })
}

/** A key press acknowledges at once for somebody whose name is known here. */
export function acknowledgeByKey(incident: IncidentSummary) {
  if (incident.status !== 'open') return
  const by = ownName()
  if (by === '') ask({ action: 'acknowledge' }, incident)
  else void act({ action: 'acknowledge' }, incident, { by, comment: '' })
}

export function resolveByKey(incident: IncidentSummary) {
  if (incident.status !== 'resolved') ask({ action: 'resolve' }, incident)
}
