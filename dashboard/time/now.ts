'use client'
import { useSyncExternalStore } from 'react'
import { clockOffset } from '#dashboard/live/clock-offset.ts'

const listeners = new Set<() => void>()
let second = 0
let timer: ReturnType<typeof setInterval> | undefined

function tick() {
  const next = Math.floor(Date.now() / 1_000)
  if (next === second) return
  second = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(tick, 250)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function snapshot() {
  if (second === 0) second = Math.floor(Date.now() / 1_000)
  return second
}

/** The system's time, once a second; a screen whose own clock is wrong still tells ages right. */
export function useNow(): number {
  const local = useSyncExternalStore(subscribe, snapshot, () => 0)
  return local === 0 ? 0 : local * 1_000 + clockOffset.get()
}
