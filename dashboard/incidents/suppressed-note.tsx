'use client'
import { BellOff, GitBranch } from 'lucide-react'
import { formatDayHour, formatHour } from '#dashboard/time/format-time.ts'
import { useNow } from '#dashboard/time/now.ts'
import { Instant } from '#dashboard/time/time.tsx'
import type { Suppression } from '#domain/api/incidents.ts'

const halfDay = 12 * 3_600_000

/** Why nobody is called; it goes on all the same. */
export function SuppressedNote({ suppressed }: { suppressed: Suppression | null }) {
  const now = useNow()
  if (!suppressed) return null
  const { by, until, reason } = suppressed
  const Icon = by === 'silence' ? BellOff : GitBranch
  const end = until === null ? null : Date.parse(until)
  return (
    <span className="mt-0.5 flex items-start gap-1.5 text-muted">
      <Icon size={14} aria-hidden className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        {by === 'silence' ? 'Silenced' : 'Suppressed'}
        {end !== null && (
          <>
            {' until '}
            <Instant at={end} format={end - now < halfDay ? formatHour : formatDayHour} />
          </>
        )}
        {by === 'silence' ? ` ${reason.replace(/^silenced /, '')}` : `: ${reason}`}
      </span>
    </span>
  )
}
