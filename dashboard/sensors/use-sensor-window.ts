'use client'
import { useMemo } from 'react'
import { sensorWindow, shiftedEnd, type Window } from '#dashboard/charts/chart-window.ts'
import { useNow } from '#dashboard/time/now.ts'
import { useNewestAt } from './use-sensors.ts'

interface SensorWindow {
  /** The same object until it moves a step. */
  readonly window: Window
  /** Where it ends after a shift; null is with the newest. */
  readonly earlier: number | null
  readonly later: number | null
}

export function useSensorWindow(key: string, span: number, end: number | null): SensorWindow {
  const now = useNow()
  const newestAt = useNewestAt(key)
  const { from, to } = sensorWindow(span, now, newestAt, end)
  const newestEnd = sensorWindow(span, now, newestAt, null).to
  return {
    window: useMemo(() => ({ from, to }), [from, to]),
    earlier: shiftedEnd({ from, to }, -1, newestEnd),
    later: shiftedEnd({ from, to }, 1, newestEnd),
  }
}
