import { publishEvents } from '#bus/publish-events.ts'
import type { IncidentActionResult, IncidentSummary } from '#domain/api/incidents.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { eventTypes } from '#domain/events.ts'
import {
  type ActionOutcome,
  applyAction,
  type WishedAction,
} from '#domain/incidents/apply-action.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { tellChange } from '#domain/incidents/incident-changed.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import { appendAudit } from '#store/audit.ts'
import { findIncident as findByName, saveIncident } from '#store/incidents.ts'
import { checkVersion } from './check-version.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'
import { readSuppress } from './suppress.ts'

const attempts = 8

/** Whoever writes first wins; the other reads again and is told by whom and when. The audit has both. */
export async function actOnIncident(
  ports: Ports,
  id: string,
  wished: WishedAction,
  seen: number | undefined,
  expects: number | undefined,
): Promise<IncidentActionResult> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const incident = await findIncident(ports, id)
    checkVersion(`Incident ${id}`, incident.version, expects)
    const now = ports.now()
    const outcome = applyAction(incident, wished, now, seen)
    if (outcome.kind !== 'applied') {
      await audit(ports, incident, wished, now, `refused: ${outcome.message}`)
      refuseUnlessLate(outcome)
      return { applied: false, message: outcome.message, summary: await lineOf(ports, incident) }
    }
    const { incident: acted, message } = outcome
    // Before it is done, so that no deed is without its entry; one that was overtaken says so next.
    await audit(ports, acted, wished, now, 'tried')
    if (!(await saveIncident(ports.store, acted, now, incident))) continue
    await publishEvents(ports.bus, [
      {
        source: 'hyphae.incidents',
        type: eventTypes.incidentChanged,
        detail: tellChange(acted, incident),
      },
    ])
    await audit(ports, acted, wished, now, 'done')
    return { applied: true, message, summary: await lineOf(ports, acted) }
  }
  throw new RequestProblem(
    503,
    'Busy',
    `Incident ${id} changed ${attempts} times while this was tried; try again.`,
  )
}

async function lineOf(ports: Ports, incident: Incident): Promise<IncidentSummary> {
  const suppress = await readSuppress(ports)
  return suppress(summariseIncident(incident))
}

/** Who comes too late is told so; what cannot be done at all is a problem. */
function refuseUnlessLate({ kind, message }: Exclude<ActionOutcome, { kind: 'applied' }>): void {
  if (kind === 'refused') throw new RequestProblem(409, 'Refused', `${message}.`)
  if (kind === 'full') throw new RequestProblem(413, 'No room', `${message}.`)
}

export async function findIncident({ store }: Ports, id: string): Promise<Incident> {
  const incident = await findByName(store, id)
  if (!incident) throw notFound('incident', id, 'GET /api/v1/incidents lists them')
  return incident
}

function audit(
  { store }: Ports,
  { id, version }: Incident,
  wished: WishedAction,
  at: number,
  outcome: string,
): Promise<void> {
  const entry: AuditEntry = {
    schemaVersion: 1,
    at,
    by: wished.by,
    action: `incident-${wished.kind}`,
    subject: id,
    version,
    comment: wished.comment ?? '',
    outcome,
  }
  return appendAudit(store, entry)
}
