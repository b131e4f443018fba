'use client'
import { useHeld } from '#dashboard/live/use-held.ts'
import type { Series } from '#domain/api/series.ts'
import type { Window } from './chart-window.ts'

/** The newest answer about a sensor, for as long as some of it lies in the window. */
export function useHeldSeries(
  answer: Series | undefined,
  sensor: string,
  { from, to }: Window,
): Series | undefined {
  const held = useHeld(answer, sensor)
  return held && held.from < to && held.to > from ? held : undefined
}
