'use client'
import { formatAge, formatDuration } from './age.ts'
import { formatInstant } from './format-time.ts'
import { useNow } from './now.ts'
import { useZone } from './zone.ts'

/** A moment as the viewer's zone writes it, in UTC on hover. */
export function Instant({
  at,
  format,
}: {
  at: number
  format?: (at: number, zone: string) => string
}) {
  const zone = useZone()
  return (
    <time dateTime={new Date(at).toISOString()} title={formatInstant(at, 'UTC')}>
      {(format ?? formatInstant)(at, zone)}
    </time>
  )
}

export function Age({ at, suffix = true }: { at: number; suffix?: boolean }) {
  const now = useNow()
  const zone = useZone()
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${formatInstant(at, zone)} · ${formatInstant(at, 'UTC')}`}
      className="whitespace-nowrap"
    >
      {suffix ? formatAge(at, now) : formatDuration(now - at)}
    </time>
  )
}
