'use client'
import Link from 'next/link'
import { useSensor } from '#dashboard/sensors/use-sensors.ts'
import { Badge } from '#dashboard/severity/badge.tsx'
import { severityWord } from '#dashboard/severity/look.ts'
import { formatDuration } from '#dashboard/time/age.ts'
import { formatMoment } from '#dashboard/time/format-time.ts'
import { Instant } from '#dashboard/time/time.tsx'
import { formatNumber, formatValue } from '#dashboard/values/format-value.ts'
import { guessResolution } from '#dashboard/values/guess-resolution.ts'
import { possibleBand } from '#dashboard/values/possible-band.ts'
import { scoreWords } from '#dashboard/values/score-words.ts'
import { VerdictPart } from '#dashboard/verdicts/verdict-part.tsx'
import type { Anomaly } from '#domain/anomaly.ts'
import type { ToldVerdict } from '#domain/api/verdicts.ts'

interface AnomalyItemProps {
  readonly anomaly: Anomaly
  /** Said where anomalies of several sensors stand together. */
  readonly place?: string | undefined
  readonly told?: ToldVerdict | undefined
}

/** What was unusual, how unusual, and who says so. */
export function AnomalyItem({ anomaly, place, told }: AnomalyItemProps) {
  const name = useSensor(anomaly.sensor).data?.name ?? anomaly.label
  return (
    <li className="border-line border-b px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3">
        <Badge look={anomaly.severity}>{severityWord[anomaly.severity]}</Badge>
        {place && (
          <Link
            href={`/sensor?id=${anomaly.sensor}`}
            prefetch={false}
            className="link font-semibold"
          >
            {name}, {place}
          </Link>
        )}
        <span className="text-muted sm:ml-auto">
          <Instant at={anomaly.onset} format={formatMoment} />
          {', '}
          {heldWords(anomaly)}
        </span>
      </div>
      <p className="mt-1">{anomaly.reason}</p>
      <AnomalyNumbers anomaly={anomaly} />
      <VerdictPart anomaly={anomaly} about={place ? `${name}, ${place}` : name} told={told} />
    </li>
  )
}

function heldWords(anomaly: Anomaly): string {
  if (anomaly.state === 'cleared')
    return `over after ${formatDuration(anomaly.clearedAt - anomaly.onset)}`
  return 'still going on'
}

function AnomalyNumbers({ anomaly }: { anomaly: Anomaly }) {
  const sensor = useSensor(anomaly.sensor).data
  const { value, expected, low, high, unit } = anomaly
  const [from, to] = sensor ? possibleBand(low, high, sensor.limits) : [low, high]
  const resolution = sensor?.resolution ?? guessResolution(value, expected, low, high)
  return (
    <dl className="mt-2 grid grid-cols-2 gap-x-6 gap-y-1.5 sm:grid-cols-4">
      <Figure name="Value">{formatValue(value, resolution, unit)}</Figure>
      <Figure
        name="Expected"
        note={`${formatNumber(from, resolution)} to ${formatNumber(to, resolution)}`}
      >
        {formatValue(expected, resolution, unit)}
      </Figure>
      <Figure name="Surprise" note={`counts from ${scoreWords(anomaly.threshold)}`}>
        {scoreWords(anomaly.score)}
      </Figure>
      <Figure name="Detector" note={`version ${anomaly.detectorVersion}`}>
        {anomaly.detector}
      </Figure>
    </dl>
  )
}

function Figure(props: { name: string; note?: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-xs">{props.name}</dt>
      <dd className="font-medium">{props.children}</dd>
      {props.note && <dd className="text-muted text-xs">{props.note}</dd>}
    </div>
  )
}
