'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'

export function useSites() {
  return useQuery({
    queryKey: ['sites'],
    queryFn: ({ signal }) => api('sites', { signal }).then((answer) => answer.items),
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.data?.length ? 60_000 : 3_000),
  })
}
