'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'
import { useHeld } from '#dashboard/live/use-held.ts'
import { useLiveData } from '#dashboard/live/use-live.ts'

/** The incident with its newest line; asked for again whenever its version moves. */
export function useIncident(id: string) {
  const current = useLiveData()?.incidents.get(id)
  const detail = useQuery({
    queryKey: ['incident', id, current?.version],
    queryFn: ({ signal }) => api('incident', { parameters: { id }, signal }),
    enabled: id !== '',
  })
  const data = useHeld(detail.data, id)
  const listed = data?.summary
  const summary =
    current && listed && current.version >= listed.version ? current : (listed ?? current)
  return { ...detail, data, summary }
}
