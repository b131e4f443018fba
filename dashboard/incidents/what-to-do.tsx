'use client'
import { AlarmClock } from 'lucide-react'
import { formatDuration } from '#dashboard/time/age.ts'
import { formatDayHour, formatHour } from '#dashboard/time/format-time.ts'
import { useNow } from '#dashboard/time/now.ts'
import { Instant } from '#dashboard/time/time.tsx'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { isOverdue } from '#domain/incidents/is-overdue.ts'
import type { WhatToDo } from '#domain/incidents/response.ts'

const wordOf: Record<WhatToDo['from'], string> = {
  site: 'As this site wants it.',
  feed: 'As is usual for this kind of system; the site has no word of its own.',
  detector: 'As is usual for this kind of anomaly; neither site nor feed has a word of its own.',
}

/** The three lines an incident opens with. */
export function WhatToDoPanel(props: { summary: IncidentSummary; incident: Incident }) {
  const { whatToDo } = props.incident
  if (!whatToDo) return null
  return (
    <section aria-labelledby="what-to-do" className="panel mt-4">
      <h2 id="what-to-do" className="border-line border-b px-4 py-2 font-semibold">
        What to do
      </h2>
      <dl className="grid gap-x-8 gap-y-3 px-4 py-3 sm:grid-cols-[1fr_1fr_auto]">
        <Line name="First">
          <span className="font-semibold">{whatToDo.firstAction}</span>
        </Line>
        <Line name="If nothing is done">{whatToDo.consequence}</Line>
        <Line name="Time allowed">
          <TimeAllowed summary={props.summary} whatToDo={whatToDo} />
        </Line>
      </dl>
      <p className="border-line border-t px-4 py-2 text-muted">{wordOf[whatToDo.from]}</p>
    </section>
  )
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{name}</dt>
      <dd className="mt-0.5 break-words text-lg">{children}</dd>
    </div>
  )
}

function TimeAllowed({ summary, whatToDo }: { summary: IncidentSummary; whatToDo: WhatToDo }) {
  const now = useNow()
  const { dueAt, withinMinutes } = whatToDo
  const isFar = Math.abs(dueAt - now) > 12 * 3_600_000
  return (
    <>
      {formatDuration(withinMinutes * 60_000)}, until{' '}
      <Instant at={dueAt} format={isFar ? formatDayHour : formatHour} />
      <span className="mt-0.5 block text-sm">
        {isOverdue(summary, now) ? (
          <Overdue by={now - dueAt} />
        ) : (
          <span className="text-muted">{leftWords(summary, dueAt, now)}</span>
        )}
      </span>
    </>
  )
}

export function Overdue({ by }: { by: number }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap rounded bg-ink px-1.5 font-semibold text-page">
      <AlarmClock size={14} aria-hidden />
      Overdue by {formatDuration(by)}
    </span>
  )
}

function leftWords(summary: IncidentSummary, dueAt: number, now: number): string {
  const { status, acknowledgedAt, acknowledgedBy } = summary
  if (status === 'resolved') return 'it is over'
  if (acknowledgedAt !== null) {
    const late = Date.parse(acknowledgedAt) - dueAt
    const who = `taken on by ${acknowledgedBy ?? 'someone'}`
    return late > 0 ? `${who}, ${formatDuration(late)} late` : `${who} in time`
  }
  return dueAt > now ? `${formatDuration(dueAt - now)} left` : 'the time is over'
}
