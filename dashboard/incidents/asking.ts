import { createStore } from '#dashboard/live/store.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { type Action, act } from './act.ts'
import { ownName } from './own-name.ts'

export interface Asked {
  readonly action: Action
  readonly incident: IncidentSummary
}

export const asked = createStore<Asked | null>(null)

/** Asks for a name and a comment. */
export function ask(action: Action, incident: IncidentSummary) {
  asked.set({ action, incident })
}

/** A key press acknowledges at once for somebody whose name is known here. */
export function acknowledgeByKey(incident: IncidentSummary) {
  if (incident.status !== 'open') return
  const name = ownName()
  if (name === '') ask('acknowledge', incident)
  else void act('acknowledge', incident, name, '')
}

export function resolveByKey(incident: IncidentSummary) {
  if (incident.status !== 'resolved') ask('resolve', incident)
}
