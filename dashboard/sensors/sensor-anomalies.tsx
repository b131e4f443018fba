'use client'
import { useQuery } from '@tanstack/react-query'
import type { Window } from '#dashboard/charts/chart-window.ts'
import { useHeldSeries } from '#dashboard/charts/use-held-series.ts'
import { AnomalyItem } from '#dashboard/incidents/anomaly-item.tsx'
import { api } from '#dashboard/live/api.ts'
import { useLatest } from '#dashboard/live/use-live.ts'
import { Empty, Failed, Loading, NotNewest } from '#dashboard/shell/states.tsx'
import { useLessons } from '#dashboard/verdicts/use-lessons.ts'
import type { SensorSummary } from '#domain/api/sites.ts'

/** The smallest answer that brings the anomalies of the window along. */
const fewestPoints = 10

export function SensorAnomalies({ sensor, window }: { sensor: SensorSummary; window: Window }) {
  const { status, learning } = useLatest(sensor.key) ?? {}
  const query = { sensor: sensor.key, from: window.from, to: window.to, maxPoints: fewestPoints }
  const { data, error, refetch } = useQuery({
    queryKey: ['anomalies', query, status],
    queryFn: ({ signal }) => api('series', { query, signal }),
    refetchInterval: 30_000,
  })
  const series = useHeldSeries(data, sensor.key, window)
  const lessons = useLessons(sensor.key).data
  const anomalies = series?.anomalies.toReversed() ?? []
  return (
    <section aria-labelledby="anomalies" className="panel xl:col-span-8">
      <h2 id="anomalies" className="border-line border-b px-4 py-2 font-semibold">
        Anomalies in this range
      </h2>
      {series && anomalies.length === 0 && (
        <Empty title="None in this range">
          {status === 'learning' && `The detector is ${learning ?? 'learning'}.`}
        </Empty>
      )}
      {!series &&
        (error ? (
          <Failed what="The anomalies" failure={error} onRetry={refetch} />
        ) : (
          <Loading what="the anomalies" />
        ))}
      {series && error && <NotNewest what="anomalies" onRetry={refetch} />}
      <ul>
        {anomalies.map((anomaly) => (
          <AnomalyItem
            key={anomaly.id}
            anomaly={anomaly}
            told={lessons?.items.find(({ verdict }) => verdict.anomaly === anomaly.id)}
          />
        ))}
      </ul>
    </section>
  )
}
