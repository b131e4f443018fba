'use client'
import { useLiveData } from '#dashboard/live/use-live.ts'
import { countOpen } from './open-count.ts'

/** The tab counts open incidents, so that a hidden tab still tells. */
export function PageTitle({ children }: { children: string }) {
  const open = countOpen(useLiveData()?.open)
  return <title>{`${open > 0 ? `(${open}) ` : ''}${children} · Hyphae`}</title>
}
