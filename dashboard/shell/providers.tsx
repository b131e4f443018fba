'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { LiveFeed } from '#dashboard/live/live-feed.tsx'

/** Only silence is worth asking again; an answer that refuses would refuse again. */
function createQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        retry: (failures, failure) => failures < 3 && failure.name !== 'ApiError',
        retryDelay: 1_000,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

export function Providers({ children }: { children: React.ReactNode }) {
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      <LiveFeed />
      {children}
    </QueryClientProvider>
  )
}
