'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '#dashboard/live/api.ts'
import { live } from '#dashboard/live/live.ts'
import { useLatest, useLive } from '#dashboard/live/use-live.ts'
import type { Latest } from '#domain/api/sites.ts'
import type { Window } from './chart-window.ts'
import { useHeldSeries } from './use-held-series.ts'

/** Two points a pixel show every spike; more would only be painted over. */
function pointsFor(plotPixels: number): number {
  return Math.min(1_000, Math.max(100, Math.ceil((2 * plotPixels) / 100) * 100))
}

export function useSeries(sensor: string, window: Window, plotPixels: number) {
  const maxPoints = pointsFor(plotPixels)
  const query = { sensor, from: Math.floor(window.from), to: Math.ceil(window.to), maxPoints }
  const status = useLatest(sensor)?.status
  const returns = useLive((state) => state.returns)
  // Only what is read of a query is followed, so it is not handed on whole.
  const { data, error, refetch } = useQuery({
    queryKey: ['series', query],
    queryFn: ({ signal }) => api('series', { query, signal }),
    enabled: plotPixels > 0,
    staleTime: 20_000,
    refetchInterval: Math.min(120_000, Math.max(15_000, (window.to - window.from) / 120)),
  })
  useEffect(() => {
    if (returns > 0 || status === 'anomalous') void refetch()
  }, [returns, status, refetch])
  return { data: useHeldSeries(data, sensor, window), error, refetch }
}

const keptReadings = 500
const none: readonly Latest[] = []

/** What came live for a sensor since the chart was opened. */
export function useTail(sensor: string): readonly Latest[] {
  const [tail, setTail] = useState(none)
  useEffect(() => {
    setTail(none)
    const note = () => {
      const latest = live.get().data?.latest.get(sensor)
      if (!latest) return
      setTail((before) =>
        before.at(-1) === latest ? before : [...before.slice(-keptReadings), latest],
      )
    }
    note()
    return live.subscribe(note)
  }, [sensor])
  return tail
}
