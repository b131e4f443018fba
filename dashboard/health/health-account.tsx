'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'
import { useConnection } from '#dashboard/live/use-live.ts'
import { Badge } from '#dashboard/severity/badge.tsx'
import { Failed, Loading } from '#dashboard/shell/states.tsx'
import { Age } from '#dashboard/time/time.tsx'
import { countOf, formatCount } from '#dashboard/values/format-value.ts'
import type { Account, Health } from '#domain/api/health.ts'
import { missing } from './missing.ts'

export function HealthAccount() {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => api('health', { signal }),
    refetchInterval: 2_000,
  })
  return (
    <section aria-labelledby="account" className="panel">
      <h2 id="account" className="border-line border-b px-4 py-2 font-semibold">
        Pipeline
      </h2>
      {health.data && <AccountOf health={health.data} />}
      {!health.data && health.error && <Failed what="The status" failure={health.error} />}
      {!health.data && !health.error && <Loading what="the status" />}
    </section>
  )
}

function AccountOf({ health }: { health: Health }) {
  const isLost = useConnection() === 'lost'
  const isOk = health.status === 'ok'
  const look = isLost ? 'unknown' : isOk ? 'ok' : 'major'
  const word = isOk ? 'OK' : 'Degraded'
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-5 gap-y-1 px-4 pt-3">
        <Badge look={look}>{isLost ? `Unknown, was ${word}` : word}</Badge>
        <span>
          {health.newestReadingAt === null ? (
            'No reading has been stored yet'
          ) : (
            <>
              Newest reading <Age at={Date.parse(health.newestReadingAt)} />
            </>
          )}
        </span>
        <span className="text-muted">
          {countOf(health.duplicateReadings, 'reading')} came twice and stored once
        </span>
        <span className="text-muted">Version {health.version}</span>
      </p>
      <table className="mx-4 my-3 w-[calc(100%-32px)] max-w-xl text-right">
        <caption className="sr-only">What was taken in and what became of it</caption>
        <thead className="text-muted">
          <tr className="*:py-1 *:font-medium">
            <td />
            <th scope="col">Frames</th>
            <th scope="col">Readings</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(([part, name]) => (
            <AccountRow
              key={part}
              name={name}
              counts={[health.frames[part], health.readings[part]]}
            />
          ))}
          <AccountRow
            name="Not accounted for"
            counts={[missing(health.frames), missing(health.readings)]}
          />
        </tbody>
      </table>
    </>
  )
}

const parts: readonly [keyof Account, string][] = [
  ['accepted', 'Accepted'],
  ['stored', 'Stored'],
  ['quarantined', 'Quarantined'],
  ['failed', 'Failed'],
  ['inFlight', 'In flight'],
]

function AccountRow({ name, counts }: { name: string; counts: readonly [number, number] }) {
  return (
    <tr className="live-value border-line border-t *:py-1.5">
      <th scope="row" className="text-left font-normal">
        {name}
      </th>
      <td>{formatCount(counts[0])}</td>
      <td>{formatCount(counts[1])}</td>
    </tr>
  )
}
