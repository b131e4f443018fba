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
      <section aria-label="Account" className="overflow-x-auto px-4 py-3" tabIndex={-1}>
        <table className="w-full text-right">
          <caption className="sr-only">What was taken in and what became of it</caption>
          <thead className="text-muted">
            <tr className="*:py-1 *:pl-3 *:font-medium">
              <td />
              <th scope="col">Accepted</th>
              <th scope="col">Stored</th>
              <th scope="col">Quarantined</th>
              <th scope="col">Failed</th>
              <th scope="col">In flight</th>
            </tr>
          </thead>
          <tbody>
            <AccountRow name="Frames" account={health.frames} />
            <AccountRow name="Readings" account={health.readings} />
          </tbody>
        </table>
      </section>
    </>
  )
}

function AccountRow({ name, account }: { name: string; account: Account }) {
  const lost = missing(account)
  return (
    <tr className="live-value border-line border-t *:py-1.5 *:pl-3">
      <th scope="row" className="pl-0! text-left font-medium">
        {name}
        <span className="block font-normal text-muted text-xs">
          {lost === 0 ? 'All accounted for' : `${formatCount(lost)} not accounted for`}
        </span>
      </th>
      <td>{formatCount(account.accepted)}</td>
      <td>{formatCount(account.stored)}</td>
      <td>{formatCount(account.quarantined)}</td>
      <td className={account.failed > 0 ? 'font-semibold text-major' : ''}>
        {formatCount(account.failed)}
      </td>
      <td>{formatCount(account.inFlight)}</td>
    </tr>
  )
}
