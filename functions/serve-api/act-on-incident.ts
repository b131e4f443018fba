import { setTimeout } from 'node:timers/promises'
import { publishEvents } from '#bus/publish-events.ts'
import type { IncidentActionResult, IncidentSummary } from '#domain/api/incidents.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { eventTypes } from '#domain/events.ts'
import {
  type ActionOutcome,
  applyAction,
  type WishedAction,
} from '#domain/incidents/apply-action.ts'
import { actionsOf, type Incident } from '#domain/incidents/incident.ts'
import { tellChange } from '#domain/incidents/incident-changed.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import { sayAction } from '#domain/incidents/tell-action.ts'
import { formatDuration } from '#domain/words.ts'
import { appendAudit } from '#store/audit.ts'
import { findIncident as findByName, saveIncident } from '#store/incidents.ts'
import { changedSince } from './check-version.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'
import { readSuppress } from './suppress.ts'

const attempts = 10
const firstPauseMilliseconds = 4

/** Whoever writes first wins; the other reads again and is told by whom and when. The audit has both. */
export async function actOnIncident(
  ports: Ports,
  id: string,
  wished: WishedAction,
  seen: number | undefined,
  expects: readonly number[] | undefined,
): Promise<IncidentActionResult> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const incident = await findIncident(ports, id)
    const now = ports.now()
    await refuseStale(ports, incident, wished, now, expects)
    const outcome = applyAction(incident, wished, now, seen)
    if (outcome.kind !== 'applied') {
      await audit(ports, incident, wished, now, `refused: ${outcome.message}`)
      refuseUnlessLate(outcome)
      return { applied: false, message: outcome.message, summary: await lineOf(ports, incident) }
    }
    const { incident: acted, message } = outcome
    // Before it is done, so that no deed is without its entry; one that was overtaken says so next.
    if (attempt === 0) await audit(ports, acted, wished, now, 'tried')
    if (!(await saveIncident(ports.store, acted, now, incident))) {
      await pauseBefore(attempt)
      continue
    }
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
  await audit(ports, await findIncident(ports, id), wished, ports.now(), 'refused: too busy')
  throw new RequestProblem(
    503,
    'Busy',
    `Incident ${id} changed ${attempts} times while this was tried; try again.`,
  )
}

/** Each in a time of its own, or those who met once would meet again. */
function pauseBefore(attempt: number): Promise<void> {
  return setTimeout(Math.random() * firstPauseMilliseconds * 2 ** attempt)
}

/** Whoever looked at an older version learns who did what since, and that they tried is kept. */
async function refuseStale(
  ports: Ports,
  incident: Incident,
  wished: WishedAction,
  now: number,
  expects: readonly number[] | undefined,
): Promise<void> {
  if (expects === undefined || expects.includes(incident.version)) return
  const seen = Math.max(...expects)
  const since = actionsOf(incident).findLast(({ version }) => version > seen)
  const who = since
    ? `already ${sayAction(since)}, ${formatDuration(Math.max(0, now - since.at))} ago; `
    : ''
  const stale = `at version ${incident.version}, not at ${expects.join(' or ')}`
  await audit(ports, incident, wished, now, `refused: ${who}${stale}`)
  throw changedSince(`Incident ${incident.id}`, `${who}it is ${stale} as If-Match says`)
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
