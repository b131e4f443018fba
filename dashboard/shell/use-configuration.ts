import { useQuery } from '@tanstack/react-query'

export interface Configuration {
  readonly simulation: boolean
  /** Whether what is sent to people is kept where this page can show it. */
  readonly mailbox?: boolean
}

async function fetchConfiguration(signal: AbortSignal): Promise<Configuration> {
  const response = await fetch('/config.json', { signal })
  return response.ok ? await response.json() : { simulation: false }
}

/** What only some installations have; undefined while that is not known. */
export function useConfiguration(): Configuration | undefined {
  return useQuery({
    queryKey: ['configuration'],
    queryFn: ({ signal }) => fetchConfiguration(signal),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
}
