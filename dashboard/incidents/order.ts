import { compareLooks } from '#dashboard/severity/look.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'

/** The unresolved first, the worst of them first, then the newest. */
export function compareIncidents(a: IncidentSummary, b: IncidentSummary): number {
  const resolved = Number(a.status === 'resolved') - Number(b.status === 'resolved')
  if (resolved !== 0) return resolved
  if (a.status !== 'resolved' && a.severity !== b.severity)
    return compareLooks(a.severity, b.severity)
  return Date.parse(b.openedAt) - Date.parse(a.openedAt)
}

/** The order in which rows were, kept; `fresh` are those that came since. */
export function holdOrder<T extends { id: string }>(
  rows: readonly T[],
  heldIds: readonly string[] | undefined,
): { rows: readonly T[]; fresh: number } {
  if (!heldIds) return { rows, fresh: 0 }
  const byId = new Map(rows.map((row) => [row.id, row]))
  const held = heldIds.flatMap((id) => byId.get(id) ?? [])
  return { rows: held, fresh: rows.length - held.length }
}
