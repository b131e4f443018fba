import type { IncidentSummary, Suppression } from '#domain/api/incidents.ts'

/** Why an incident calls nobody now, as far as its own line says. */
export function suppressionOf({ suppressed, partOf }: IncidentSummary): Suppression | null {
  if (suppressed) return suppressed
  if (partOf === null) return null
  return { by: 'incident', id: partOf, reason: 'its trouble comes from that one', until: null }
}
