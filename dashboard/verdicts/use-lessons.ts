'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'

/** All that was said of a sensor's anomalies, newest first. */
export function useLessons(sensor: string) {
  return useQuery({
    queryKey: ['lessons', sensor],
    queryFn: ({ signal }) => api('lessons', { parameters: { sensor }, signal }),
    refetchInterval: 30_000,
  })
}
