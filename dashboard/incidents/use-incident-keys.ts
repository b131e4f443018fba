'use client'
import { useKey } from '#dashboard/keys/use-key.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { acknowledgeByKey, resolveByKey } from './asking.ts'

/** `a` and `r` act on the row that has the focus. */
export function useIncidentKeys(incidents: readonly IncidentSummary[]) {
  const focused = () => {
    const id = (document.activeElement as HTMLElement | null)?.dataset['row']
    return incidents.find((incident) => incident.id === id)
  }
  useKey('a', () => {
    const incident = focused()
    if (incident) acknowledgeByKey(incident)
  })
  useKey('r', () => {
    const incident = focused()
    if (incident) resolveByKey(incident)
  })
}
