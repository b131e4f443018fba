'use client'
import { useEffect } from 'react'
import { api } from './api.ts'
import { startPolling } from './poll.ts'
import { useConnection } from './use-live.ts'

/** Keeps the live state fresh, and marks the page so that styles can take every OK colour away. */
export function LiveFeed() {
  const connection = useConnection()
  useEffect(() => startPolling(api), [])
  useEffect(() => {
    document.documentElement.dataset['connection'] = connection
  }, [connection])
  return null
}
