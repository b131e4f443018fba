import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Severity } from '#domain/severity.ts'

export interface IncidentFilter {
  readonly status: 'all' | 'unresolved' | IncidentSummary['status']
  readonly severity: Severity | null
  readonly site: string | null
  readonly text: string
}

export function filterIncidents(incidents: readonly IncidentSummary[], wanted: IncidentFilter) {
  const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean)
  return incidents.filter(
    (incident) =>
      hasStatus(incident, wanted.status) &&
      (wanted.severity === null || incident.severity === wanted.severity) &&
      (wanted.site === null || incident.site === wanted.site) &&
      words.every((word) => textOf(incident).includes(word)),
  )
}

function hasStatus(incident: IncidentSummary, status: IncidentFilter['status']): boolean {
  if (status === 'all') return true
  if (status === 'unresolved') return incident.status !== 'resolved'
  return incident.status === status
}

function textOf({ title, place, site, owner }: IncidentSummary): string {
  return `${title} ${place} ${site} ${owner ?? ''}`.toLowerCase()
}
