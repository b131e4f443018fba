'use client'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { Badge } from '#dashboard/severity/badge.tsx'
import { severityWord } from '#dashboard/severity/look.ts'
import { SimulatedTag } from '#dashboard/shell/simulation-note.tsx'
import { formatClock, formatInstant, formatMoment } from '#dashboard/time/format-time.ts'
import { Age, Instant } from '#dashboard/time/time.tsx'
import { useZone } from '#dashboard/time/zone.ts'
import { countOf } from '#dashboard/values/format-value.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { IncidentActions } from './incident-actions.tsx'
import { statusWords } from './status-words.ts'
import { SuppressedNote } from './suppressed-note.tsx'

interface HeadingProps {
  readonly summary: IncidentSummary
  readonly incident: Incident
}

export function IncidentHeading({ summary, incident }: HeadingProps) {
  const { state } = incident
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
      <div className="min-w-0">
        <nav aria-label="Where it is" className="flex flex-wrap items-center gap-1 text-muted">
          <Link href="/incidents" className="link">
            Incidents
          </Link>
          <ChevronRight size={14} aria-hidden />
          <Place summary={summary} />
          <SimulatedTag site={summary.site} />
        </nav>
        <h1 className="mt-1 text-balance font-semibold text-2xl tracking-tight">{summary.title}</h1>
        <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
          <Badge look={summary.severity}>{severityWord[summary.severity]}</Badge>
          <span className="font-medium">
            {statusWords(summary)}
            {state.status === 'resolved' && (
              <>
                , <Instant at={state.resolvedAt} format={formatMoment} />
              </>
            )}
          </span>
          <Since openedAt={Date.parse(summary.openedAt)} />
          <span className="text-muted">
            {countOf(summary.sensors, 'sensor')}
            {summary.downstreamCells > 0 &&
              `, ${countOf(summary.downstreamCells, 'cell')} downstream`}
          </span>
        </p>
        <SuppressedNote suppressed={summary.suppressed} />
      </div>
      <IncidentActions summary={summary} />
    </div>
  )
}

function Place({ summary }: { summary: IncidentSummary }) {
  const site = useSites().data?.find(({ site }) => site === summary.site)
  const inCell = new URLSearchParams({ site: summary.site, cell: summary.cell })
  return (
    <span className="truncate">
      <Link href={`/sensors?${inCell}`} prefetch={false} className="link">
        {summary.place}
      </Link>
      , {site?.name ?? summary.site}
    </span>
  )
}

/** Both times are written out: whoever opens a link on a phone has no pointer to hover with. */
function Since({ openedAt }: { openedAt: number }) {
  const zone = useZone()
  return (
    <span className="text-muted">
      since <Instant at={openedAt} />
      {formatInstant(openedAt, zone) !== formatInstant(openedAt, 'UTC') &&
        ` (${formatClock(openedAt, 'UTC')} UTC)`}
      , <Age at={openedAt} />
    </span>
  )
}
