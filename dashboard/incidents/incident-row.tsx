'use client'
import Link from 'next/link'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { Badge } from '#dashboard/severity/badge.tsx'
import { severityWord } from '#dashboard/severity/look.ts'
import { Shape } from '#dashboard/severity/shape.tsx'
import { formatDate } from '#dashboard/time/format-time.ts'
import { useNow } from '#dashboard/time/now.ts'
import { Age, Instant } from '#dashboard/time/time.tsx'
import { countOf } from '#dashboard/values/format-value.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { isOverdue } from '#domain/incidents/is-overdue.ts'
import { statusWords } from './status-words.ts'
import { SuppressedNote } from './suppressed-note.tsx'
import { Overdue } from './what-to-do.tsx'

export function IncidentRow({ incident }: { incident: IncidentSummary }) {
  const isResolved = incident.status === 'resolved'
  const openedAt = Date.parse(incident.openedAt)
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        href={`/incident?id=${encodeURIComponent(incident.id)}`}
        prefetch={false}
        data-row={incident.id}
        className="settle grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2.5 hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[88px_minmax(0,1fr)_minmax(120px,auto)_96px] lg:grid-cols-[88px_minmax(0,1fr)_192px_96px]"
      >
        <SeverityOf incident={incident} />
        <span className="text-right text-muted sm:order-last">
          {isResolved ? (
            <Instant at={openedAt} format={formatDate} />
          ) : (
            <Age at={openedAt} suffix={false} />
          )}
        </span>
        <span className="min-w-0 max-sm:col-span-2">
          <span
            className={`block lg:truncate ${isResolved || incident.suppressed ? 'text-muted' : 'font-semibold'}`}
          >
            {incident.title}
          </span>
          <Where incident={incident} />
          <SuppressedNote suppressed={incident.suppressed} />
        </span>
        <span className="text-muted max-sm:col-span-2">
          {statusWords(incident)}
          <OverdueNote incident={incident} />
        </span>
      </Link>
    </li>
  )
}

/** Colour is for what is going on and calls; what is over or suppressed keeps its shape and word. */
function SeverityOf({ incident: { severity, status, suppressed } }: { incident: IncidentSummary }) {
  if (status !== 'resolved' && !suppressed)
    return <Badge look={severity}>{severityWord[severity]}</Badge>
  return (
    <span className="inline-flex items-center gap-1.5 text-muted">
      <span className="opacity-60 grayscale">
        <Shape look={severity} />
      </span>
      {severityWord[severity]}
    </span>
  )
}

function OverdueNote({ incident }: { incident: IncidentSummary }) {
  const now = useNow()
  if (incident.dueAt === null || !isOverdue(incident, now)) return null
  const dueAt = Date.parse(incident.dueAt)
  return (
    <span className="mt-0.5 block">
      <Overdue by={now - dueAt} />
    </span>
  )
}

function Where({ incident }: { incident: IncidentSummary }) {
  const site = useSites().data?.find(({ site }) => site === incident.site)
  const downstream =
    incident.downstreamCells > 0 ? ` · ${countOf(incident.downstreamCells, 'cell')} downstream` : ''
  return (
    <span className="block truncate text-muted">
      {!incident.title.startsWith(incident.place) && `${incident.place} · `}
      {site?.name ?? incident.site} · {countOf(incident.sensors, 'sensor')}
      {downstream}
    </span>
  )
}
