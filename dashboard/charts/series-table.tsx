'use client'
import { Instant } from '#dashboard/time/time.tsx'
import { formatNumber } from '#dashboard/values/format-value.ts'
import { possibleBand } from '#dashboard/values/possible-band.ts'
import { scoreWords } from '#dashboard/values/score-words.ts'
import type { SeriesPoint } from '#domain/api/series.ts'
import type { SensorSummary } from '#domain/api/sites.ts'

interface TableProps {
  readonly sensor: SensorSummary
  readonly points: readonly SeriesPoint[]
}

/** The very points of the chart, newest first. */
export function SeriesTable({ sensor, points }: TableProps) {
  const unit = sensor.unit === '' ? '' : ` (${sensor.unit})`
  return (
    <section
      aria-label={`Readings of ${sensor.name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no pointer scrolls it with the keyboard.
      tabIndex={0}
      // A heading and thirteen whole rows.
      className="max-h-[calc(32px+13*29px)] overflow-auto border-line border-b"
    >
      <table className="w-full text-right">
        <caption className="sr-only">{sensor.name}, newest first</caption>
        <thead className="sticky top-0 bg-panel text-muted">
          <tr className="h-8 whitespace-nowrap *:px-4 *:font-medium">
            <th scope="col" className="text-left">
              Time
            </th>
            <th scope="col">Value{unit}</th>
            <th scope="col">Expected</th>
            <th scope="col">Low</th>
            <th scope="col">High</th>
            <th scope="col">Surprise</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <Row key={point[0]} point={point} sensor={sensor} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ point, sensor }: { point: SeriesPoint; sensor: SensorSummary }) {
  const [at, value, expected, low, high, score] = point
  const number = (part: number | null) =>
    part === null ? '–' : formatNumber(part, sensor.resolution)
  const [shownLow, shownHigh] =
    low === null || high === null ? [low, high] : possibleBand(low, high, sensor.limits)
  const isOutside = value !== null && low !== null && high !== null && (value < low || value > high)
  return (
    <tr className="whitespace-nowrap border-line border-t *:px-4 *:py-1">
      <th scope="row" className="text-left font-normal">
        <Instant at={at} />
      </th>
      <td className={isOutside ? 'font-semibold' : ''}>
        {value === null ? 'gap' : number(value)}
        {isOutside && <span className="sr-only"> outside the band</span>}
      </td>
      <td>{number(expected)}</td>
      <td>{number(shownLow)}</td>
      <td>{number(shownHigh)}</td>
      <td>{score === null ? '–' : scoreWords(score)}</td>
    </tr>
  )
}
