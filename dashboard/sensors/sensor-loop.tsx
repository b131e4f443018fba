'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'
import { Failed, Loading } from '#dashboard/shell/states.tsx'
import { Age } from '#dashboard/time/time.tsx'
import type { SensorSummary } from '#domain/api/sites.ts'

/** The controller listens to what people say of their moods. */
export function answersSetpoint({ minimumPeople, metric }: SensorSummary): boolean {
  return minimumPeople > 0 && metric.startsWith('mood')
}

/** Whether people and the controller stir one another up, in the words of the detector that watches them. */
export function SensorLoop({ sensor: { site, cell } }: { sensor: SensorSummary }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['loop', site, cell],
    queryFn: ({ signal }) => api('loop', { parameters: { site, cell }, signal }),
    refetchInterval: 60_000,
  })
  return (
    <section aria-labelledby="loop" className="panel p-4">
      <h2 id="loop" className="font-semibold">
        People and controller
      </h2>
      {!data &&
        (error ? (
          <Failed what="Their loop" failure={error} onRetry={refetch} />
        ) : (
          <Loading what="their loop" />
        ))}
      {data && (
        <p className="mt-2 text-muted" data-testid="loop">
          {data.words.charAt(0).toUpperCase() + data.words.slice(1)}
          {data.at !== null && (
            <>
              , <Age at={data.at} />
            </>
          )}
          .
        </p>
      )}
    </section>
  )
}
