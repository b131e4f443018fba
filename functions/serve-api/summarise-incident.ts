import type { IncidentSummary } from '#domain/api/incidents.ts'
import { assertNever } from '#domain/assert-never.ts'
import type { Incident } from '#domain/incidents/incident.ts'

export function summariseIncident(incident: Incident): IncidentSummary {
  return {
    id: incident.id,
    version: incident.version,
    status: incident.state.status,
    severity: incident.severity,
    site: incident.site,
    cell: incident.rootCell,
    place: incident.rootCellName,
    title: incident.title,
    openedAt: new Date(incident.openedAt).toISOString(),
    updatedAt: new Date(incident.updatedAt).toISOString(),
    owner: ownerOf(incident),
    sensors: incident.cells.reduce((sum, cell) => sum + cell.sensors, 0),
    downstreamCells: incident.cells.filter((cell) => cell.downstream).length,
  }
}

function ownerOf({ state }: Incident): string | null {
  switch (state.status) {
    case 'open':
      return null
    case 'acknowledged':
      return state.acknowledgedBy
    case 'resolved':
      return state.resolvedBy
    default:
      return assertNever(state)
  }
}
