'use client'
import { PageTitle } from '#dashboard/shell/page-title.tsx'
import { Empty, Failed, Loading, NotNewest } from '#dashboard/shell/states.tsx'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { IncidentFilters } from './incident-filters.tsx'
import { IncidentRow } from './incident-row.tsx'
import { NewPill } from './new-pill.tsx'
import { useHeldOrder } from './use-held-order.ts'
import { noIncidentFilter, useIncidentFilter } from './use-incident-filter.ts'
import { useIncidentKeys } from './use-incident-keys.ts'
import { useIncidents } from './use-incidents.ts'

const none: readonly IncidentSummary[] = []

export function IncidentsPage() {
  const [filter, setFilter] = useIncidentFilter()
  const { incidents, error, refetch, hasNextPage, fetchNextPage } = useIncidents(filter)
  const held = useHeldOrder(incidents ?? none)
  useIncidentKeys(held.rows)
  return (
    <>
      <PageTitle>Incidents</PageTitle>
      <div className="mb-3 flex min-h-7 items-center gap-3">
        <h1 className="font-semibold text-xl">Incidents</h1>
        <NewPill held={held} />
      </div>
      <IncidentFilters />
      <div className="panel mt-3 overflow-clip">
        {!incidents && !error && <Loading what="the incidents" />}
        {!incidents && error && <Failed what="The incidents" failure={error} onRetry={refetch} />}
        {incidents && held.rows.length === 0 && (
          <Empty title="No incident fits">
            <button
              type="button"
              className="control mt-2"
              onClick={() => setFilter(noIncidentFilter)}
            >
              Show all
            </button>
          </Empty>
        )}
        {incidents && error && <NotNewest what="incidents" onRetry={refetch} />}
        <ul {...held.hover}>
          {held.rows.map((incident) => (
            <IncidentRow key={incident.id} incident={incident} />
          ))}
        </ul>
        {hasNextPage && (
          <div className="border-line border-t p-3 text-center">
            <button type="button" className="control" onClick={() => void fetchNextPage()}>
              Show older
            </button>
          </div>
        )}
      </div>
    </>
  )
}
