import type { IncidentSummary } from '#domain/api/incidents.ts'

/** Whether the time allowed for the first action has passed and nobody has taken it on. */
export function isOverdue(
  { status, dueAt }: Pick<IncidentSummary, 'status' | 'dueAt'>,
  now: number,
): boolean {
  return status === 'open' && dueAt !== null && now > Date.parse(dueAt)
}
