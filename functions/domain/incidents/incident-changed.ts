import * as z from 'zod'
import { IncidentSummary } from '#domain/api/incidents.ts'
import { actionsOf, Incident } from './incident.ts'
import { WhatToDo } from './response.ts'
import { summariseIncident } from './summarise-incident.ts'
import { entryKinds } from './tell-action.ts'

/** What is told on the bus when an incident changed: its line in a list, what to do, and what is new about it. */
export const IncidentChanged = z.preprocess(
  fromBefore,
  z.object({
    occasion: z.string(),
    incident: IncidentSummary,
    whatToDo: WhatToDo.nullable().default(null),
  }),
)
export type IncidentChanged = z.infer<typeof IncidentChanged>

export function tellChange(incident: Incident, before: Incident | undefined): IncidentChanged {
  const { whatToDo } = incident
  return { occasion: occasionOf(incident, before), incident: summariseIncident(incident), whatToDo }
}

const WholeIncident = z.object({
  occasion: z.string(),
  incident: Incident.omit({ anomalies: true, timeline: true }),
})

/** What was on its way when a change was still told with the whole incident. */
function fromBefore(detail: unknown): unknown {
  const whole = WholeIncident.safeParse(detail)
  if (!whole.success) return detail
  const { occasion, incident } = whole.data
  return {
    occasion,
    incident: summariseIncident({ ...incident, anomalies: [], timeline: [], actions: [] }),
  }
}

/** Why somebody might want to hear of it: the newest deed, its state, its severity, or merely that it grew. */
function occasionOf(incident: Incident, before: Incident | undefined): string {
  const { state, severity, reopened } = incident
  if (state.status === 'pending') return 'pending'
  if (!before || before.state.status === 'pending') return opening(incident)
  if (reopened > before.reopened) return 'reopened'
  const deed = actionsOf(incident).at(actionsOf(before).length)
  if (deed) return entryKinds[deed.kind]
  if (before.state.status !== state.status) return state.status
  return before.severity === severity ? 'updated' : `now-${severity}`
}

function opening({ state }: Incident): string {
  return state.status === 'resolved' ? 'resolved' : 'opened'
}
