import { publishEvents } from '#bus/publish-events.ts'
import type { IncidentAction, IncidentActionResult } from '#domain/api/incidents.ts'
import { eventTypes } from '#domain/events.ts'
import { type ActionKind, applyAction } from '#domain/incidents/apply-action.ts'
import { readIncident, saveIncident } from '#store/incidents.ts'
import { checkVersion } from './check-version.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'
import { summariseIncident } from './summarise-incident.ts'

const attempts = 5

/** Whoever writes first wins; the other reads again and is told by whom and when. */
export async function actOnIncident(
  ports: Ports,
  id: string,
  kind: ActionKind,
  action: IncidentAction,
  expects?: number,
): Promise<IncidentActionResult> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const incident = await readIncident(ports.store, id)
    if (!incident) throw notFound('incident', id, 'GET /api/v1/incidents lists them')
    checkVersion(`Incident ${id}`, incident.version, expects)
    const outcome = applyAction(incident, kind, action, ports.now())
    if (outcome.kind === 'too-late')
      return { applied: false, message: outcome.message, summary: summariseIncident(incident) }
    const saved = { ...outcome.incident, version: incident.version + 1 }
    if (!(await saveIncident(ports.store, saved, ports.now()))) continue
    const { anomalies: _, timeline: __, ...told } = saved
    await publishEvents(ports.bus, [
      {
        source: 'hyphae.incidents',
        type: eventTypes.incidentChanged,
        detail: { occasion: saved.state.status, incident: told },
      },
    ])
    return { applied: true, message: outcome.message, summary: summariseIncident(saved) }
  }
  throw new RequestProblem(
    503,
    'Busy',
    `Incident ${id} changed ${attempts} times while this was tried; try again.`,
  )
}
