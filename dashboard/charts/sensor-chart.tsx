'use client'
import { lazy, memo, Suspense, useMemo, useState } from 'react'
import { Failed, Loading, NotNewest } from '#dashboard/shell/states.tsx'
import type { SensorSummary } from '#domain/api/sites.ts'
import { ChartCaption } from './chart-caption.tsx'
import type { Window } from './chart-window.ts'
import { frameMargins } from './geometry.ts'
import { mergeTail } from './merge-tail.ts'
import { SeriesTable } from './series-table.tsx'
import { useSeries, useTail } from './use-series.ts'
import { useWidth } from './use-width.ts'

// Recharts is most of what a chart page weighs; the words around it need not wait for it.
const SeriesPlot = lazy(async () => {
  const { SeriesPlot } = await import('./series-plot.tsx')
  return { default: SeriesPlot }
})

export interface ChartProps {
  readonly sensor: SensorSummary
  readonly window: Window
  readonly height: number
  readonly asTable: boolean
  readonly withScore?: boolean
  readonly withLegend?: boolean
}

/** Memoised, since pages around it tell ages every second. */
export const SensorChart = memo(function SensorChart(props: ChartProps) {
  const { sensor, window, height, asTable, withScore = false, withLegend = true } = props
  const [box, width] = useWidth()
  const [chart] = useState(() => crypto.randomUUID())
  const plotPixels = width - frameMargins.left - frameMargins.right
  const series = useSeries(sensor.key, window, plotPixels)
  const tail = useTail(sensor.key)
  const fetched = series.data
  const points = useMemo(
    () => fetched && mergeTail(fetched.points, tail, sensor.expectedIntervalSeconds, window.to),
    [fetched, tail, sensor.expectedIntervalSeconds, window.to],
  )
  return (
    <div ref={box}>
      {fetched && points ? (
        <>
          {asTable && <SeriesTable sensor={sensor} points={points} />}
          {!asTable && width > 0 && (
            <Suspense fallback={<Reserved height={height} withScore={withScore} />}>
              <SeriesPlot
                {...{ chart, sensor, window, width, height, withScore, points }}
                anomalies={fetched.anomalies}
              />
            </Suspense>
          )}
          <ChartCaption series={fetched} points={points} withLegend={withLegend && !asTable} />
          {series.error && <NotNewest what="readings" onRetry={series.refetch} />}
        </>
      ) : (
        <Reserved height={height} withScore={withScore}>
          {series.error ? (
            <Failed what="The readings" failure={series.error} onRetry={series.refetch} />
          ) : (
            <Loading what="the readings" />
          )}
        </Reserved>
      )}
    </div>
  )
})

/** The room that the chart will take, so that nothing jumps when it comes. */
function Reserved(props: { height: number; withScore: boolean; children?: React.ReactNode }) {
  return <div style={{ height: props.height + (props.withScore ? 76 : 0) }}>{props.children}</div>
}
