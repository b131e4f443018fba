'use client'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { Badge } from '#dashboard/severity/badge.tsx'
import { compareLooks, severityWord } from '#dashboard/severity/look.ts'
import { SimulatedTag } from '#dashboard/shell/simulation-note.tsx'
import {
  formatClock,
  formatDayHour,
  formatInstant,
  formatMoment,
} from '#dashboard/time/format-time.ts'
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
          <SeverityNow {...summary} />
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
        <ComingAndGoing incident={incident} />
        <SuppressedNote suppressed={summary.suppressed} />
        {incident.partOf && (
          <p className="mt-0.5 text-muted">
            Part of{' '}
            <Link
              href={`/incident?id=${encodeURIComponent(incident.partOf.incident)}`}
              prefetch={false}
              className="link"
            >
              {incident.partOf.place}
            </Link>
          </p>
        )}
      </div>
      <IncidentActions summary={summary} />
    </div>
  )
}

function SeverityNow({ severity, peakSeverity }: IncidentSummary) {
  const wasWorse = compareLooks(peakSeverity, severity) < 0
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <Badge look={severity}>{severityWord[severity]}</Badge>
      {wasWorse && (
        <span className="text-muted">
          now, {severityWord[peakSeverity].toLowerCase()} at its worst
        </span>
      )}
    </span>
  )
}

function ComingAndGoing({ incident: { reopened, flapping } }: { incident: Incident }) {
  if (reopened === 0 && !flapping) return null
  return (
    <p className="mt-1 flex flex-wrap gap-x-4">
      {reopened > 0 && <span>Reopened {timesWords(reopened)}</span>}
      {flapping && (
        <span>
          Comes and goes: back {timesWords(flapping.returns)} since{' '}
          <Instant at={flapping.since} format={formatDayHour} />
        </span>
      )}
    </p>
  )
}

function timesWords(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${count} times`
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
