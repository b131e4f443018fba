'use client'
import { memo, useEffect } from 'react'
import {
  CartesianGrid,
  ComposedChart,
  ReferenceArea,
  ReferenceDot,
  Tooltip,
  useActiveTooltipLabel,
  useIsTooltipActive,
  XAxis,
  YAxis,
} from 'recharts'
import { Shape } from '#dashboard/severity/shape.tsx'
import type { AnomalyMark } from './anomaly-marks.ts'
import type { Window } from './chart-window.ts'
import { frameMargins } from './geometry.ts'
import type { TimeTicks, ValueScale } from './ticks.ts'

export interface FrameProps {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly window: Window
  readonly scale: ValueScale
  readonly timeTicks: TimeTicks
  readonly formatTime: (at: number) => string
  readonly formatTick: (value: number) => string
  /** The moments that pointer and keyboard can stop at. */
  readonly stops: readonly { readonly at: number }[]
  readonly marks: readonly AnomalyMark[]
  readonly onActive: (at: number | null) => void
}

const { left, bottom, ...outer } = frameMargins
const margin = { ...outer, left: 0, bottom: 0 }
/** In the colour of the line, so that it does not cut the line it lies over. */
const gridOpacity = 0.07
const tickStyle = { fontSize: 12, fill: 'var(--color-muted)' }

/** Axes, grid, marks, pointer and keyboard by recharts; the line itself is on the canvas beneath. */
function Frame(props: FrameProps) {
  return (
    <ComposedChart
      width={props.width}
      height={props.height}
      data={props.stops as { at: number }[]}
      margin={margin}
      accessibilityLayer
      aria-label={props.name}
      aria-roledescription="chart"
    >
      <CartesianGrid
        vertical={false}
        stroke="var(--color-ink)"
        strokeOpacity={gridOpacity}
        horizontalValues={[...props.scale.ticks]}
      />
      <TimeAxis {...props} />
      <ValueAxis {...props} />
      <Tooltip content={() => null} cursor={false} isAnimationActive={false} />
      <AnomalyAreas {...props} />
      <AnomalyShapes {...props} />
      <ActiveStop onActive={props.onActive} />
    </ComposedChart>
  )
}

function TimeAxis({ window, timeTicks, formatTime }: FrameProps) {
  return (
    <XAxis
      dataKey="at"
      type="number"
      domain={[window.from, window.to]}
      allowDataOverflow
      ticks={[...timeTicks.at]}
      tickFormatter={formatTime}
      tick={tickStyle}
      tickLine={{ stroke: 'var(--color-line)' }}
      axisLine={{ stroke: 'var(--color-line)' }}
      height={bottom}
      minTickGap={8}
    />
  )
}

function ValueAxis({ scale, formatTick }: FrameProps) {
  return (
    <YAxis
      type="number"
      domain={[scale.low, scale.high]}
      allowDataOverflow
      ticks={[...scale.ticks]}
      tickFormatter={formatTick}
      tick={tickStyle}
      tickLine={false}
      axisLine={false}
      width={left}
    />
  )
}

function AnomalyAreas({ marks, window }: FrameProps) {
  return marks.map((mark) => (
    <ReferenceArea
      key={mark.id}
      x1={Math.max(mark.from, window.from)}
      x2={Math.min(mark.to, window.to)}
      ifOverflow="hidden"
      fill={`var(--color-${mark.severity})`}
      fillOpacity={0.08}
    />
  ))
}

function AnomalyShapes({ marks }: FrameProps) {
  return marks.map((mark) => (
    <ReferenceDot
      key={mark.id}
      x={mark.at}
      y={mark.value}
      ifOverflow="visible"
      shape={<MarkShape severity={mark.severity} />}
    />
  ))
}

export const ChartFrame = memo(Frame)

function MarkShape(props: { severity: AnomalyMark['severity']; cx?: number; cy?: number }) {
  if (props.cx === undefined || props.cy === undefined) return null
  return (
    <g transform={`translate(${props.cx - 7} ${props.cy - 22})`} data-testid="anomaly-mark">
      <Shape look={props.severity} size={14} />
    </g>
  )
}

/** Tells the page where recharts' pointer or keyboard stands. */
function ActiveStop({ onActive }: { onActive: (at: number | null) => void }) {
  const label = useActiveTooltipLabel()
  const isActive = useIsTooltipActive()
  const at = isActive && label !== undefined ? Number(label) : null
  useEffect(() => onActive(at), [at, onActive])
  return null
}
