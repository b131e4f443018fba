'use client'
import { createContext, useContext, useState, useSyncExternalStore } from 'react'
import { createStore, type Store } from '#dashboard/live/store.ts'

export interface Hover {
  readonly at: number
  /** The chart that is pointed at. */
  readonly chart: string
}

type HoverStore = Store<Hover | null>

/** Charts under one provider follow each other's pointer. */
export const HoverGroup = createContext<HoverStore | null>(null)

export function useHoverStore(): HoverStore {
  const [own] = useState(() => createStore<Hover | null>(null))
  return useContext(HoverGroup) ?? own
}

export function useHover(store: HoverStore): Hover | null {
  return useSyncExternalStore(store.subscribe, store.get, () => null)
}
