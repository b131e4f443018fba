'use client'
import type { Store } from '#dashboard/live/store.ts'
import { formatMoment, formatOffset } from '#dashboard/time/format-time.ts'
import { useZone } from '#dashboard/time/zone.ts'
import { formatNumber, formatValue } from '#dashboard/values/format-value.ts'
import { possibleBand } from '#dashboard/values/possible-band.ts'
import { qualityWords } from '#dashboard/values/quality-words.ts'
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

/** The reading nearest to where this chart, or one beside it, is pointed at. */
export function Readout({ chart, hover, plot, points, sensor }: ReadoutProps) {
  const pointed = useHover(hover)
  const zone = useZone()
  const point = pointed ? nearestPoint(points, pointed.at) : undefined
  const isOwn = pointed?.chart === chart
  const x = point ? plot.x(point[0]) : 0
  const isInside = point !== undefined && x >= plot.left && x <= plot.right
  const time = point && formatMoment(point[0], zone)
  return (
    <>
      {isInside && (
        <div className="pointer-events-none absolute inset-0">
          <Crosshair x={x} plot={plot} value={point[1]} />
          <Card x={x} plot={plot} width={isOwn ? 208 : 88} at={point[0]}>
            {isOwn && (
              <p className="text-muted">
                {time} {formatOffset(point[0], zone)}
              </p>
            )}
            <p className="font-semibold text-sm">{valueWords(point, sensor)}</p>
            {isOwn && contextWords(point, sensor).map((words) => <p key={words}>{words}</p>)}
          </Card>
        </div>
      )}
      <p role="status" className="sr-only">
        {isOwn && point && isKeyboard()
          ? `${time}: ${valueWords(point, sensor)}. ${contextWords(point, sensor).join(', ')}`
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

function contextWords(
  [, , , low, high, score, flag]: SeriesPoint,
  sensor: SensorSummary,
): string[] {
  const quality = qualityWords(flag)
  if (low === null || high === null) return ['No expectation yet', ...quality]
  const number = (value: number) => formatNumber(value, sensor.resolution)
  const band = `Expected ${possibleBand(low, high, sensor.limits).map(number).join(' to ')}`
  return [band, ...(score === null ? [] : [`Surprise ${scoreWords(score)}`]), ...quality]
}

interface CardProps {
  readonly x: number
  readonly plot: Plot
  readonly width: number
  readonly at: number
  readonly children: React.ReactNode
}

/** To the right of the line, or to its left where there is no room. */
function Card({ x, plot, width, at, children }: CardProps) {
  const left = x + 12 + width > plot.width ? x - 12 - width : x + 12
  return (
    <div
      data-testid="readout"
      data-at={at}
      className="absolute top-3 rounded-md border border-line bg-panel px-2.5 py-1.5 text-muted text-xs shadow-md [&_.font-semibold]:text-ink"
      style={{ left, width }}
    >
      {children}
    </div>
  )
}
