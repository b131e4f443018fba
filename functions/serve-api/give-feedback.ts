import type { IncidentActionResult, IncidentFeedback } from '#domain/api/incidents.ts'
import { actOnIncident, findIncident } from './act-on-incident.ts'
import { checkVersion } from './check-version.ts'
import { type Judging, judgeAnomaly } from './judge-anomaly.ts'

/** What an incident holds of anomalies is bounded; at most so many are judged in one go. */
const mostJudged = 60

/** Said of the whole incident: each of its anomalies that called is judged, so that its detectors learn. */
export async function giveFeedback(
  judging: Judging,
  id: string,
  feedback: IncidentFeedback,
  expects: number | undefined,
): Promise<IncidentActionResult> {
  const { version, ...wished } = feedback
  const { anomalies, version: found } = await findIncident(judging.ports, id)
  // Before anything is taught: whoever saw another version decides anew.
  checkVersion(`Incident ${id}`, found, expects)
  const loud = anomalies.filter(({ severity }) => severity !== 'info')
  const judged = (loud.length > 0 ? loud : anomalies).slice(0, mostJudged)
  const { by, comment, verdict } = wished
  for (const anomaly of judged)
    await judgeAnomaly(judging, anomaly.id, { by, verdict, ...(comment ? { comment } : {}) })
  return actOnIncident(judging.ports, id, { kind: 'feedback', ...wished }, version, expects)
}
