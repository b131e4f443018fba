'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#dashboard/live/api.ts'
import { useHeld } from '#dashboard/live/use-held.ts'
import { useLive, useLiveData } from '#dashboard/live/use-live.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { filterIncidents, type IncidentFilter } from './filter-incidents.ts'
import { compareIncidents } from './order.ts'

const pageSize = 100

/** What the server lists, with what came live since laid over it. */
export function useIncidents(filter: IncidentFilter) {
  const { status, severity, site } = filter
  const returns = useLive((state) => state.returns)
  const pages = useInfiniteQuery({
    queryKey: ['incidents', status, severity, site, returns],
    queryFn: ({ pageParam, signal }) =>
      api('incidents', {
        query: {
          status,
          severity: severity ?? undefined,
          site: site ?? undefined,
          limit: pageSize,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
  const own = pages.isPlaceholderData ? undefined : pages.data
  const held = useHeld(own, [status, severity, site].join())
  const data = pages.data ?? held
  const current = useLiveData()?.incidents
  const incidents = useMemo(() => {
    const listed = data?.pages.flatMap((page) => page.items)
    return listed && filterIncidents(overlay(listed, current), filter).sort(compareIncidents)
  }, [data, current, filter])
  const { error, refetch, hasNextPage, fetchNextPage } = pages
  return { incidents, error, refetch, hasNextPage, fetchNextPage }
}

function overlay(
  listed: readonly IncidentSummary[],
  current: ReadonlyMap<string, IncidentSummary> | undefined,
): IncidentSummary[] {
  const byId = new Map(listed.map((incident) => [incident.id, incident]))
  for (const incident of current?.values() ?? []) {
    const before = byId.get(incident.id)
    if (!before || incident.version >= before.version) byId.set(incident.id, incident)
  }
  return [...byId.values()]
}
