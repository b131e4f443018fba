'use client'
import { useKey } from '#dashboard/keys/use-key.ts'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { acknowledgeByKey, resolveByKey } from './asking.ts'

/** `a` and `r` act on the row that has the focus. */
export function useIncidentKeys(incidents: readonly IncidentSummary[]) {
  const mayAct = useMayAct()
  const focused = () => {
    const id = (document.activeElement as HTMLElement | null)?.dataset['row']
    return incidents.find((incident) => incident.id === id)
  }
  useKey('a', () => {
    const incident = focused()
    if (incident && mayAct) acknowledgeByKey(incident)
  })
  useKey('r', () => {
    const incident = focused()
    if (incident && mayAct) resolveByKey(incident)
  })
}
