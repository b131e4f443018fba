import type { IncidentSummary } from '#domain/api/incidents.ts'
import { actionsOf, type Incident } from './incident.ts'

/** An incident as a line of a list. */
export function summariseIncident(incident: Incident): IncidentSummary {
  return {
    id: incident.id,
    version: incident.version,
    status: incident.state.status,
    severity: incident.severity,
    peakSeverity: incident.peakSeverity,
    site: incident.site,
    cell: incident.rootCell,
    place: incident.rootCellName,
    title: incident.title,
    openedAt: new Date(incident.openedAt).toISOString(),
    updatedAt: new Date(incident.updatedAt).toISOString(),
    resolvedAt: resolvedAt(incident),
    owner: ownerOf(incident),
    acknowledgedBy: acknowledgedBy(incident),
    acknowledgedAt: acknowledgedAt(incident),
    sensors: incident.cells.reduce((sum, cell) => sum + cell.sensors, 0),
    downstreamCells: incident.cells.filter((cell) => cell.downstream).length,
    detectors: [...new Set(incident.anomalies.map(({ detector }) => detector))].sort(),
    metrics: [...new Set(incident.anomalies.map(({ metric }) => metric))].sort(),
    opened: incident.opened,
    reopened: incident.reopened,
    isFlapping: incident.flapping !== null,
    dueAt: incident.whatToDo ? new Date(incident.whatToDo.dueAt).toISOString() : null,
    partOf: incident.partOf?.incident ?? null,
    suppressed: null,
  }
}

/** Whoever it was given to; else whoever took it on or declared it over. */
function ownerOf(incident: Incident): string | null {
  const { state, assignee } = incident
  if (state.status === 'resolved') return state.resolvedBy
  return assignee ?? acknowledgedBy(incident)
}

function lastAcknowledgement(incident: Incident) {
  const actions = actionsOf(incident)
  return actions.findLast(({ kind }) => kind === 'acknowledge' || kind === 'reopen')
}

function acknowledgedBy(incident: Incident): string | null {
  const { state } = incident
  if (state.status === 'acknowledged') return state.acknowledgedBy
  const last = state.status === 'open' ? undefined : lastAcknowledgement(incident)
  return last?.kind === 'acknowledge' ? last.by : null
}

function acknowledgedAt(incident: Incident): string | null {
  const first = actionsOf(incident).find(({ kind }) => kind === 'acknowledge')
  return first ? new Date(first.at).toISOString() : null
}

function resolvedAt({ state }: Incident): string | null {
  return state.status === 'resolved' ? new Date(state.resolvedAt).toISOString() : null
}
