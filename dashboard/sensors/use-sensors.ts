'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'
import { useLatest } from '#dashboard/live/use-live.ts'
import type { SensorSummary } from '#domain/api/sites.ts'
import { parseSensorKey } from '#domain/sensor.ts'

const pageSize = 5_000

async function fetchAllSensors(signal: AbortSignal): Promise<SensorSummary[]> {
  const sensors: SensorSummary[] = []
  let cursor: string | undefined
  do {
    const page = await api('sensors', { query: { limit: pageSize, cursor }, signal })
    sensors.push(...page.items.map((item) => item.sensor))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return sensors
}

/** What sensors there are changes seldom; their values come with the live state. */
export function useSensors() {
  return useQuery({
    queryKey: ['sensors', 'all'],
    queryFn: ({ signal }) => fetchAllSensors(signal),
    staleTime: 60_000,
    refetchInterval: (query) => (query.state.data?.length ? 120_000 : 3_000),
  })
}

export function useSensor(key: string) {
  const found = useSensorNow(key)
  return { ...found, data: found.data === undefined ? undefined : (found.data?.sensor ?? null) }
}

/** When its newest reading was taken; the live state knows first, but comes last. */
export function useNewestAt(key: string): number | null {
  const asked = useSensorNow(key).data?.latest.at
  return useLatest(key)?.at ?? asked ?? null
}

function useSensorNow(key: string) {
  const address = parseSensorKey(key)
  return useQuery({
    queryKey: ['sensors', 'cell', address?.site, address?.cell],
    queryFn: ({ signal }) =>
      api('sensors', { query: { site: address?.site, cell: address?.cell }, signal }),
    enabled: address !== undefined,
    staleTime: 60_000,
    select: (page) => page.items.find((item) => item.sensor.key === key) ?? null,
  })
}
