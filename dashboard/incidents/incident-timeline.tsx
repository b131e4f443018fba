'use client'
import { Check, CircleDot, Flag, type LucideIcon, Plus, TrendingUp, UserCheck } from 'lucide-react'
import { formatMoment } from '#dashboard/time/format-time.ts'
import { Instant } from '#dashboard/time/time.tsx'
import type { Incident, TimelineEntry } from '#domain/incidents/incident.ts'
import { byItself } from './status-words.ts'

const icons: Record<TimelineEntry['kind'], LucideIcon> = {
  opened: Flag,
  grew: Plus,
  severity: TrendingUp,
  cleared: CircleDot,
  acknowledged: UserCheck,
  resolved: Check,
}

export function IncidentTimeline({ incident }: { incident: Incident }) {
  return (
    <section aria-labelledby="timeline" className="panel">
      <h2 id="timeline" className="border-line border-b px-4 py-2 font-semibold">
        Timeline
      </h2>
      <ol className="px-4 py-3">
        {incident.timeline.toReversed().map((entry) => (
          <Entry key={`${entry.at} ${entry.kind} ${entry.text}`} entry={entry} />
        ))}
      </ol>
    </section>
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const Icon = icons[entry.kind]
  return (
    <li className="group relative flex gap-3 pb-4 last:pb-0">
      <span className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
      <span className="grid size-6 shrink-0 place-items-center rounded-full border border-line bg-panel text-muted">
        <Icon size={14} aria-hidden />
      </span>
      <div className="min-w-0">
        <p className="text-muted">
          <Instant at={entry.at} format={formatMoment} /> ·{' '}
          {entry.by === byItself ? 'Hyphae' : entry.by}
        </p>
        <p className="break-words">{entry.text}</p>
      </div>
    </li>
  )
}
