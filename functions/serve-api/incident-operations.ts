import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import { actOnIncident, findIncident } from './act-on-incident.ts'
import type { Operations } from './answering.ts'
import { giveFeedback } from './give-feedback.ts'
import type { Judging } from './judge-anomaly.ts'
import { listIncidents } from './list-incidents.ts'
import { readToldVerdicts } from './list-lessons.ts'
import { readSuppress } from './suppress.ts'

type OfIncidents =
  | Exclude<Extract<keyof Operations, `${string}ncident${string}`>, 'notificationsOfIncident'>
  | 'ruleOutCause'

/** What people read of incidents and do to them. */
export function createIncidentOperations(judging: Judging): Pick<Operations, OfIncidents> {
  const { ports, registry } = judging
  return {
    incidents: async ({ query }) => {
      // A name that was mistyped must not look like a place without trouble.
      if (query.site) await registry.one(query.site)
      return listIncidents(ports, query)
    },
    incident: async ({ parameters }) => {
      const incident = await findIncident(ports, parameters.id)
      const verdicts = await readToldVerdicts(ports, registry, incident.anomalies)
      const suppress = await readSuppress(ports)
      return { summary: suppress(summariseIncident(incident)), incident, verdicts }
    },
    acknowledgeIncident: ({ parameters: { id }, body: { version, ...wished }, expects }) =>
      actOnIncident(ports, id, { kind: 'acknowledge', ...wished }, version, expects),
    assignIncident: ({ parameters: { id }, body: { version, ...wished }, expects }) =>
      actOnIncident(ports, id, { kind: 'assign', ...wished }, version, expects),
    commentIncident: ({ parameters: { id }, body: { version, ...wished }, expects }) =>
      actOnIncident(ports, id, { kind: 'comment', ...wished }, version, expects),
    resolveIncident: ({ parameters: { id }, body: { version, ...wished }, expects }) =>
      actOnIncident(ports, id, { kind: 'resolve', ...wished }, version, expects),
    reopenIncident: ({ parameters: { id }, body: { version, ...wished }, expects }) =>
      actOnIncident(ports, id, { kind: 'reopen', ...wished }, version, expects),
    feedbackIncident: ({ parameters: { id }, body, expects }) =>
      giveFeedback(judging, id, body, expects),
    ruleOutCause: ({ parameters: { id }, body: { version, ...wished }, expects }) =>
      actOnIncident(ports, id, { kind: 'not-the-cause', ...wished }, version, expects),
  }
}
