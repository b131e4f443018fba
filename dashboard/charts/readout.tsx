'use client'
import type { Store } from '#dashboard/live/store.ts'
import { formatClock, formatDay, formatOffset } from '#dashboard/time/format-time.ts'
import { useZone } from '#dashboard/time/zone.ts'
import { formatNumber, formatValue } from '#dashboard/values/format-value.ts'
import { scoreWords } from '#dashboard/values/score-words.ts'
import type { SeriesPoint } from '#domain/api/series.ts'
import type { SensorSummary } from '#domain/api/sites.ts'
import type { Plot } from './geometry.ts'
import { type Hover, useHover } from './hover.ts'
import { nearestPoint } from './nearest-point.ts'

interface ReadoutProps {
  readonly chart: string
  readonly hover: Store<Hover | null>
  readonly plot: Plot
  readonly points: readonly SeriesPoint[]
  readonly sensor: SensorSummary
}

const cardWidth = 200

/** The reading nearest to where this chart, or one beside it, is pointed at. */
export function Readout({ chart, hover, plot, points, sensor }: ReadoutProps) {
  const pointed = useHover(hover)
  const zone = useZone()
  const point = pointed ? nearestPoint(points, pointed.at) : undefined
  const isOwn = pointed?.chart === chart
  const x = point ? plot.x(point[0]) : 0
  const isInside = point !== undefined && x >= plot.left && x <= plot.right
  const time = point && `${formatDay(point[0], zone)}, ${formatClock(point[0], zone)}`
  return (
    <>
      {isInside && (
        <div className="pointer-events-none absolute inset-0">
          <Crosshair x={x} plot={plot} value={point[1]} />
          <div
            data-testid="readout"
            className="absolute top-3 rounded-md border border-line bg-panel px-2.5 py-1.5 text-xs shadow-md"
            style={{
              left: x + 12 + cardWidth > plot.width ? x - 12 - cardWidth : x + 12,
              width: cardWidth,
            }}
          >
            <p className="text-muted">
              {time} {formatOffset(point[0], zone)}
            </p>
            <p className="font-semibold text-sm">{valueWords(point, sensor)}</p>
            <p className="text-muted">{contextWords(point, sensor)}</p>
          </div>
        </div>
      )}
      <p role="status" className="sr-only">
        {isOwn && point && isKeyboard()
          ? `${time}: ${valueWords(point, sensor)}. ${contextWords(point, sensor)}`
          : ''}
      </p>
    </>
  )
}

function isKeyboard(): boolean {
  return document.activeElement?.matches('svg:focus-visible') ?? false
}

function Crosshair({ x, plot, value }: { x: number; plot: Plot; value: number | null }) {
  return (
    <svg width={plot.width} height={plot.height} aria-hidden="true" className="absolute inset-0">
      <path d={`M${x} ${plot.top}V${plot.bottom}`} className="stroke-edge" />
      {value !== null && (
        <circle cx={x} cy={plot.y(value)} r="4" className="fill-panel stroke-ink" strokeWidth="2" />
      )}
    </svg>
  )
}

function valueWords([, value]: SeriesPoint, sensor: SensorSummary): string {
  return value === null ? 'No reading' : formatValue(value, sensor.resolution, sensor.unit)
}

function contextWords([, , , low, high, score]: SeriesPoint, sensor: SensorSummary): string {
  if (low === null || high === null) return 'No expectation yet'
  const band = `expected ${formatNumber(low, sensor.resolution)} to ${formatNumber(high, sensor.resolution)}`
  return score === null ? band : `${band}, ${scoreWords(score)}`
}
