'use client'
import { useCallback, useMemo } from 'react'
import { scoreWords } from '#dashboard/values/score-words.ts'
import type { SeriesPoint } from '#domain/api/series.ts'
import { watchPolicies } from '#domain/watch-policies.ts'
import type { Window } from './chart-window.ts'
import { frameMargins, plotOf } from './geometry.ts'
import { paintScore, scoreCeiling } from './paint-score.ts'
import { useCanvas } from './use-canvas.ts'

const height = 48

interface StripProps {
  readonly width: number
  readonly window: Window
  readonly points: readonly SeriesPoint[]
}

const threshold = watchPolicies.surprise.sustained

/** How surprising each reading was, under the readings. */
export function ScoreStrip({ width, window, points }: StripProps) {
  const plot = useMemo(() => {
    const full = height + frameMargins.top + frameMargins.bottom
    const inner = plotOf(width, full, window, { low: 0, high: scoreCeiling, ticks: [] })
    const y = (score: number) => height - 1 - (score / scoreCeiling) * (height - 4)
    return { ...inner, height, top: 0, bottom: height, y }
  }, [width, window])
  const canvas = useCanvas(
    width,
    height,
    useCallback(
      (context, colours) => paintScore(context, { plot, points, colours }, threshold),
      [plot, points],
    ),
  )
  return (
    <div className="pb-2">
      <p className="px-3 text-muted text-xs" style={{ paddingLeft: frameMargins.left }}>
        Surprise; from {scoreWords(threshold)} on it counts
      </p>
      <canvas ref={canvas} style={{ width, height }} aria-hidden />
    </div>
  )
}
