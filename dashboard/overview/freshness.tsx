'use client'
import Link from 'next/link'
import { useMemo } from 'react'
import { useConnection, useLiveData } from '#dashboard/live/use-live.ts'
import { Badge } from '#dashboard/severity/badge.tsx'
import type { Look } from '#dashboard/severity/look.ts'
import { Age } from '#dashboard/time/time.tsx'
import { formatCount } from '#dashboard/values/format-value.ts'
import type { Latest, SensorStatus } from '#domain/api/sites.ts'
import { useIsHidden } from './use-silent-sensors.ts'

type Row = { look: Look; word: string; count: number; status: SensorStatus }

export function Freshness() {
  const latest = useLiveData()?.latest
  const isLost = useConnection() === 'lost'
  const isHidden = useIsHidden()
  const rows = useMemo(() => countRows([...(latest?.values() ?? [])], isHidden), [latest, isHidden])
  const newest = useMemo(() => newestReading(latest?.values() ?? []), [latest])
  return (
    <section aria-labelledby="freshness" className="panel p-4">
      <h2 id="freshness" className="font-semibold">
        Sensors
      </h2>
      <p className="text-muted">
        {newest === null ? (
          'No reading yet'
        ) : (
          <>
            Newest reading <Age at={newest} />
          </>
        )}
      </p>
      <ul className="mt-2">
        {rows.map(({ look, word, count, status }) => (
          <li key={word}>
            <Link
              href={`/sensors?status=${status}`}
              prefetch={false}
              className="settle -mx-2 flex min-h-7 items-center justify-between rounded px-2 hover:bg-hover max-sm:min-h-11"
            >
              <Badge look={isLost && look === 'ok' ? 'unknown' : look}>
                {isLost && look === 'ok' ? 'Unknown, were OK' : word}
              </Badge>
              <span>{formatCount(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function newestReading(all: Iterable<Latest>): number | null {
  let newest: number | null = null
  for (const { at } of all) if (at !== null && (newest === null || at > newest)) newest = at
  return newest
}

function countRows(all: readonly Latest[], isHidden: (key: string) => boolean): Row[] {
  const count = (status: SensorStatus) => all.filter((l) => l.status === status).length
  const hidden = all.filter((l) => l.status === 'never-reported' && isHidden(l.key)).length
  const never = count('never-reported') - hidden
  const rows: Row[] = [
    { look: 'warning', word: 'Anomalous', count: count('anomalous'), status: 'anomalous' },
    { look: 'unknown', word: 'Dead', count: count('dead'), status: 'dead' },
    { look: 'unknown', word: 'Missing', count: count('missing'), status: 'missing' },
    { look: 'unknown', word: 'Late', count: count('late'), status: 'late' },
    { look: 'unknown', word: 'Never reported', count: never, status: 'never-reported' },
    { look: 'recorded', word: 'Recording', count: count('recorded'), status: 'recorded' },
    { look: 'learning', word: 'Learning', count: count('learning'), status: 'learning' },
    { look: 'hidden', word: 'Hidden: too few people', count: hidden, status: 'never-reported' },
    { look: 'ok', word: 'OK', count: count('ok'), status: 'ok' },
  ]
  return rows.filter((row) => row.count > 0)
}
