'use client'
import Link from 'next/link'
import { useMemo } from 'react'
import { IncidentRow } from '#dashboard/incidents/incident-row.tsx'
import { NewPill } from '#dashboard/incidents/new-pill.tsx'
import { compareIncidents } from '#dashboard/incidents/order.ts'
import { useHeldOrder } from '#dashboard/incidents/use-held-order.ts'
import { useIncidentKeys } from '#dashboard/incidents/use-incident-keys.ts'
import { useLiveData } from '#dashboard/live/use-live.ts'
import { Empty, Loading } from '#dashboard/shell/states.tsx'

const shownAtMost = 6

export function WorstIncidents() {
  const incidents = useLiveData()?.incidents
  const unresolved = useMemo(
    () =>
      [...(incidents?.values() ?? [])]
        .filter(({ status }) => status !== 'resolved')
        .sort(compareIncidents),
    [incidents],
  )
  const held = useHeldOrder(unresolved)
  useIncidentKeys(unresolved)
  return (
    <section aria-labelledby="worst" className="panel mt-4">
      <div className="flex items-center gap-3 border-line border-b px-4 py-2">
        <h2 id="worst" className="font-semibold">
          The worst first
        </h2>
        <NewPill held={held} />
        <Link href="/incidents" className="link ml-auto">
          All incidents
        </Link>
      </div>
      {!incidents && <Loading what="incidents" />}
      {incidents && unresolved.length === 0 && (
        <Empty title="All quiet">
          A new incident appears here within two seconds of being found.
        </Empty>
      )}
      <ul {...held.hover}>
        {held.rows.slice(0, shownAtMost).map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </ul>
      {unresolved.length > shownAtMost && (
        <p className="border-line border-t px-4 py-2 text-muted">
          And {unresolved.length - shownAtMost} more.
        </p>
      )}
    </section>
  )
}
