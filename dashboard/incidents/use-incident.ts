'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'
import { useHeld } from '#dashboard/live/use-held.ts'
import { useLiveData } from '#dashboard/live/use-live.ts'

/** The incident with its newest line; asked for again whenever its version moves. */
export function useIncident(id: string) {
  const current = useLiveData()?.incidents.get(id)
  const { data, error, refetch } = useQuery({
    queryKey: ['incident', id, current?.version],
    queryFn: ({ signal }) => api('incident', { parameters: { id }, signal }),
    enabled: id !== '',
  })
  const detail = useHeld(data, id)
  const listed = detail?.summary
  const summary =
    current && listed && current.version >= listed.version ? current : (listed ?? current)
  return { data: detail, summary, error, refetch }
}
