'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { api } from '#dashboard/live/api.ts'

/** Sensors that stand for people keep silent while there are too few; that is no fault of theirs. */
export function useIsHidden(): (key: string) => boolean {
  const { data } = useQuery({
    queryKey: ['sensors', 'hidden'],
    queryFn: ({ signal }) => fetchHidden(signal),
    staleTime: 30_000,
    refetchInterval: 60_000,
  })
  return useCallback((key: string) => data?.has(key) ?? false, [data])
}

async function fetchHidden(signal: AbortSignal): Promise<Set<string>> {
  const query = { status: 'never-reported', limit: 5_000 } as const
  const { items } = await api('sensors', { query, signal })
  return new Set(
    items.filter(({ sensor }) => sensor.minimumPeople > 0).map(({ sensor }) => sensor.key),
  )
}
