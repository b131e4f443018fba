'use client'
import { useSyncExternalStore } from 'react'
import type { Latest } from '#domain/api/sites.ts'
import { type Live, live } from './live.ts'

/** The selected part must keep its identity while nothing in it changed. */
export function useLive<T>(select: (state: Live) => T): T {
  return useSyncExternalStore(
    live.subscribe,
    () => select(live.get()),
    () => select(live.get()),
  )
}

export function useConnection() {
  return useLive((state) => state.connection)
}

export function useLiveData() {
  return useLive((state) => state.data)
}

export function useLatest(key: string): Latest | undefined {
  return useLive((state) => state.data?.latest.get(key))
}
