'use client'
import { useSyncExternalStore } from 'react'
import { createStore } from '#dashboard/live/store.ts'
import { recall, remember } from '#dashboard/shell/remembered.ts'

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
const zone = createStore<string | null>(null)
let initialZone: string | undefined

function currentZone(): string {
  initialZone ??= recall('zone') ?? ownZone()
  return zone.get() ?? initialZone
}

export function chooseZone(name: string) {
  remember('zone', name)
  zone.set(name)
}

/** The zone that the viewer chose; their own until they do. */
export function useZone(): string {
  return useSyncExternalStore(zone.subscribe, currentZone, () => 'UTC')
}

export function knownZones(siteZones: readonly string[]): string[] {
  return [...new Set([ownZone(), 'UTC', ...siteZones])]
}
