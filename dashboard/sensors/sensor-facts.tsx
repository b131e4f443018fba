'use client'
import { useLatest } from '#dashboard/live/use-live.ts'
import { formatDuration } from '#dashboard/time/age.ts'
import { Instant } from '#dashboard/time/time.tsx'
import { formatNumber, formatValue } from '#dashboard/values/format-value.ts'
import { possibleBand } from '#dashboard/values/possible-band.ts'
import { scoreWords } from '#dashboard/values/score-words.ts'
import type { SensorSummary } from '#domain/api/sites.ts'

export function SensorFacts({ sensor }: { sensor: SensorSummary }) {
  const latest = useLatest(sensor.key)
  const value = (number: number) => formatValue(number, sensor.resolution, sensor.unit)
  return (
    <section aria-labelledby="facts" className="panel p-4">
      <h2 id="facts" className="font-semibold">
        About this sensor
      </h2>
      <dl className="mt-2 divide-y divide-line">
        {latest?.at != null && (
          <Fact name="Newest reading">
            <Instant at={latest.at} />
          </Fact>
        )}
        {latest?.low != null && latest.high != null && (
          <Fact name={latest.status === 'recorded' ? 'Expected then' : 'Expected now'}>
            {bandWords(sensor, latest.low, latest.high)}
          </Fact>
        )}
        {latest?.score != null && <Fact name="Surprise">{scoreWords(latest.score)}</Fact>}
        {latest?.at != null && (
          <Fact name="Detector">{latest.learning ?? 'has learned this sensor'}</Fact>
        )}
        <Fact name="Possible range">{bandWords(sensor, sensor.limits.min, sensor.limits.max)}</Fact>
        <Fact name="Tells apart">{value(sensor.resolution)}</Fact>
        <Fact name="Expected every">{formatDuration(sensor.expectedIntervalSeconds * 1_000)}</Fact>
        {sensor.minimumPeople > 0 && (
          <Fact name="Shown from">{sensor.minimumPeople} people on</Fact>
        )}
        <Fact name="Metric">{sensor.metric}</Fact>
        <Fact name="Feed">{sensor.feed ?? 'none'}</Fact>
        <Fact name="Key">
          <span className="break-all">{sensor.key}</span>
        </Fact>
      </dl>
    </section>
  )
}

function bandWords({ limits, resolution, unit }: SensorSummary, low: number, high: number): string {
  const [from, to] = possibleBand(low, high, limits)
  return `${formatNumber(from, resolution)} to ${formatValue(to, resolution, unit)}`
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex justify-between gap-4 py-1.5">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  )
}
