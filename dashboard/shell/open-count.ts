import type { Changes } from '#domain/api/changes.ts'

/** Incidents that nobody and nothing has resolved yet, acknowledged or not. */
export function countOpen(open: Changes['open'] | undefined): number {
  return open ? open.critical + open.major + open.warning + open.info : 0
}
