'use client'
import { useCallback, useMemo, useRef, useState } from 'react'
import { clockOffset } from '#dashboard/live/clock-offset.ts'
import { useLive } from '#dashboard/live/use-live.ts'
import { formatDay, formatHour } from '#dashboard/time/format-time.ts'
import { useZone } from '#dashboard/time/zone.ts'
import { formatNumber } from '#dashboard/values/format-value.ts'
import type { Anomaly } from '#domain/anomaly.ts'
import type { SeriesPoint } from '#domain/api/series.ts'
import type { SensorSummary } from '#domain/api/sites.ts'
import { anomalyMarks } from './anomaly-marks.ts'
import { ChartFrame } from './chart-frame.tsx'
import type { Window } from './chart-window.ts'
import { scaleOf, steadyScale } from './extent.ts'
import { plotOf } from './geometry.ts'
import { useHoverStore } from './hover.ts'
import { paintSeries } from './paint-series.ts'
import { Readout } from './readout.tsx'
import { ScoreStrip } from './score-strip.tsx'
import { isWholeDays, timeTicks, type ValueScale } from './ticks.ts'
import { useCanvas } from './use-canvas.ts'

export interface PlotProps {
  readonly chart: string
  readonly sensor: SensorSummary
  readonly window: Window
  readonly width: number
  readonly height: number
  readonly withScore: boolean
  readonly points: readonly SeriesPoint[]
  readonly anomalies: readonly Anomaly[]
}

export function SeriesPlot(props: PlotProps) {
  const { chart, sensor, window, width, height, points, anomalies } = props
  const scale = useSteadyScale(points, sensor)
  const plot = useMemo(() => plotOf(width, height, window, scale), [width, height, window, scale])
  const marks = useMarks(anomalies, points, window)
  const [stops, refreshStops] = useStops(points, window)
  const silentSince = useSilentSince()
  const canvas = useCanvas(
    width,
    height,
    useCallback(
      (context, colours) => paintSeries(context, { plot, points, marks, silentSince, colours }),
      [plot, points, marks, silentSince],
    ),
  )
  const hover = useHoverStore()
  const onActive = useOnActive(hover, chart)
  const axis = useAxisFormats(window, width, scale)
  return (
    <div onPointerEnter={refreshStops} onFocusCapture={refreshStops}>
      <div className="relative" style={{ height }} data-testid="chart">
        <canvas ref={canvas} className="absolute inset-0" style={{ width, height }} aria-hidden />
        <div className="absolute inset-0">
          <ChartFrame
            {...{ width, height, window, scale, stops, marks, onActive, ...axis }}
            name={`${sensor.name}, ${sensor.cellName}. Left and right arrows read the values; t shows them as a table.`}
          />
        </div>
        {!points.some(([, value]) => value !== null) && <Nothing />}
        <Readout {...{ chart, hover, plot, points, sensor }} />
      </div>
      {props.withScore && <ScoreStrip {...{ width, window, points }} />}
    </div>
  )
}

/** An empty frame alone looks like one that failed. */
function Nothing() {
  return (
    <p className="pointer-events-none absolute inset-0 grid place-items-center pb-6 text-muted">
      No reading in this range
    </p>
  )
}

function useSteadyScale(points: readonly SeriesPoint[], sensor: SensorSummary): ValueScale {
  const before = useRef<ValueScale>(undefined)
  return useMemo(() => {
    before.current = steadyScale(before.current, scaleOf(points, sensor.limits))
    return before.current
  }, [points, sensor.limits])
}

/** Anew when the window moves or an anomaly changes, not with every reading. */
function useMarks(anomalies: readonly Anomaly[], points: readonly SeriesPoint[], window: Window) {
  const newest = useRef(points)
  newest.current = points
  return useMemo(() => anomalyMarks(anomalies, newest.current, window), [anomalies, window])
}

function useStops(points: readonly SeriesPoint[], window: Window) {
  const newest = useRef(points)
  newest.current = points
  const [visits, setVisits] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a visit brings the stops up to date.
  const stops = useMemo(
    () =>
      newest.current
        .filter(([at, value]) => value !== null && at >= window.from && at <= window.to)
        .map(([at]) => ({ at })),
    [window, visits, points.length > 0],
  )
  return [stops, useCallback(() => setVisits((count) => count + 1), [])] as const
}

/** While contact is lost: when the last answer came, by the system's clock. */
function useSilentSince(): number | null {
  return useLive((state) =>
    state.connection === 'lost' && state.lastAnswerAt !== null
      ? state.lastAnswerAt + clockOffset.get()
      : null,
  )
}

function useOnActive(hover: ReturnType<typeof useHoverStore>, chart: string) {
  return useCallback(
    (at: number | null) => {
      if (at !== null) hover.set({ at, chart })
      else if (hover.get()?.chart === chart) hover.set(null)
    },
    [hover, chart],
  )
}

function useAxisFormats(window: Window, width: number, scale: ValueScale) {
  const zone = useZone()
  return useMemo(() => {
    const ticks = timeTicks(window, Math.max(2, width / 110), zone)
    const step = Math.abs((scale.ticks[1] ?? 1) - (scale.ticks[0] ?? 0)) || 1
    const resolution = 10 ** Math.floor(Math.log10(step) + 1e-9)
    const isHalf = Math.abs(step / resolution - 2.5) < 1e-6
    return {
      timeTicks: ticks,
      formatTime: (at: number) => (isWholeDays(ticks) ? formatDay : formatHour)(at, zone),
      formatTick: (value: number) => formatNumber(value, isHalf ? resolution / 10 : resolution),
    }
  }, [window, width, scale, zone])
}
