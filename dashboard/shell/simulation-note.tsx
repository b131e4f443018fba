'use client'
import { useQuery } from '@tanstack/react-query'

async function fetchConfiguration(signal: AbortSignal): Promise<{ simulation: boolean }> {
  const response = await fetch('/config.json', { signal })
  return response.ok ? await response.json() : { simulation: false }
}

/** Nobody should take a made-up world for their own. */
export function SimulationNote() {
  const { data } = useQuery({
    queryKey: ['configuration'],
    queryFn: ({ signal }) => fetchConfiguration(signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (data?.simulation !== true) return null
  return (
    <span
      title="The readings come from simulated feeds"
      className="rounded-full border border-edge px-2 text-muted text-xs"
    >
      Simulated
    </span>
  )
}
