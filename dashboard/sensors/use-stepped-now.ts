'use client'
import { useMemo } from 'react'
import type { Window } from '#dashboard/charts/chart-window.ts'
import { useNow } from '#dashboard/time/now.ts'

/** The live window, the same object until it moves a step. */
export function useSteppedNow(
  span: number,
  windowAt: (span: number, now: number) => Window,
): Window {
  const { from, to } = windowAt(span, useNow())
  return useMemo(() => ({ from, to }), [from, to])
}
