import type { IncidentActionResult, IncidentFeedback } from '#domain/api/incidents.ts'
import { applyAction } from '#domain/incidents/apply-action.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { actOnIncident, findIncident } from './act-on-incident.ts'
import { checkVersion } from './check-version.ts'
import { type Judging, judgeAnomaly } from './judge-anomaly.ts'

/** What an incident holds of anomalies is bounded; at most so many are judged in one go. */
const mostJudged = 60

/** Of sensors that are still there: what the site file has dropped learns nothing more. */
async function teach(
  judging: Judging,
  { site, anomalies }: Incident,
  { by, comment, verdict }: IncidentFeedback,
): Promise<void> {
  const { cells } = await judging.registry.one(site)
  const known = new Set(cells.flatMap(({ sensors }) => sensors.map(({ key }) => key)))
  const there = anomalies.filter(({ sensor }) => known.has(sensor))
  const loud = there.filter(({ severity }) => severity !== 'info')
  for (const { id } of (loud.length > 0 ? loud : there).slice(0, mostJudged))
    await judgeAnomaly(judging, id, { by, verdict, ...(comment ? { comment } : {}) })
}

/** Said of the whole incident: each of its anomalies that called is judged, so that its detectors learn. */
export async function giveFeedback(
  judging: Judging,
  id: string,
  feedback: IncidentFeedback,
  expects: readonly number[] | undefined,
): Promise<IncidentActionResult> {
  const { version, ...said } = feedback
  const wished = { kind: 'feedback', ...said } as const
  const incident = await findIncident(judging.ports, id)
  // Before anything is taught: whoever saw another version decides anew, and what cannot be said teaches nothing.
  checkVersion(`Incident ${id}`, incident.version, expects)
  const isPossible = applyAction(incident, wished, judging.ports.now(), version).kind === 'applied'
  if (isPossible) await teach(judging, incident, said)
  return actOnIncident(judging.ports, id, wished, version, expects)
}
