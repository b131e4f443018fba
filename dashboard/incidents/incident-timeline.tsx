'use client'
import {
  Check,
  CircleDot,
  CircleSlash,
  Ellipsis,
  Flag,
  Hourglass,
  type LucideIcon,
  MessageSquare,
  Plus,
  Repeat,
  RotateCcw,
  ThumbsUp,
  TrendingUp,
  Undo2,
  UserCheck,
  UserPlus,
  Waves,
} from 'lucide-react'
import { formatDayHour, formatHour, formatMoment } from '#dashboard/time/format-time.ts'
import { Instant } from '#dashboard/time/time.tsx'
import type { Incident, TimelineEntry } from '#domain/incidents/incident.ts'
import { foldTimeline } from './fold-timeline.ts'
import { byItself } from './status-words.ts'

const icons: Record<TimelineEntry['kind'], LucideIcon> = {
  pending: Hourglass,
  opened: Flag,
  grew: Plus,
  severity: TrendingUp,
  cleared: CircleDot,
  recovering: Waves,
  returned: Undo2,
  reopened: RotateCcw,
  flapping: Repeat,
  acknowledged: UserCheck,
  assigned: UserPlus,
  commented: MessageSquare,
  feedback: ThumbsUp,
  'not-the-cause': CircleSlash,
  resolved: Check,
}

export function IncidentTimeline({ incident }: { incident: Incident }) {
  return (
    <section aria-labelledby="timeline" className="panel">
      <h2 id="timeline" className="border-line border-b px-4 py-2 font-semibold">
        Timeline
      </h2>
      <ol className="px-4 py-3">
        {keyed(foldTimeline(incident.timeline)).map(({ key, shown }) =>
          shown.kind === 'fold' ? (
            <Fold key={key} entries={shown.entries} />
          ) : (
            <Entry key={key} entry={shown.entry} />
          ),
        )}
      </ol>
    </section>
  )
}

/** Counted from the oldest, so that a new entry leaves the others, and what is unfolded, as they are. */
function keyed<T>(all: readonly T[]) {
  return all.map((shown, index) => ({ key: all.length - index, shown }))
}

/** Within it the hour alone says which day is meant. */
const halfDay = 12 * 3_600_000

function Fold({ entries }: { entries: readonly TimelineEntry[] }) {
  const [newest, oldest] = [entries[0], entries.at(-1)]
  if (!newest || !oldest) return null
  const format = newest.at - oldest.at < halfDay ? formatHour : formatDayHour
  return (
    <li className="group relative flex gap-3 pb-4 last:pb-0">
      <span className="absolute top-6 bottom-0 left-3 w-px bg-line group-last:hidden" />
      <span className="grid size-6 shrink-0 place-items-center rounded-full border border-line bg-panel text-muted">
        <Ellipsis size={14} aria-hidden />
      </span>
      <details className="min-w-0 flex-1">
        <summary className="link min-h-6 cursor-pointer max-sm:min-h-11">
          {entries.length} more like this, <Instant at={oldest.at} format={format} />–
          <Instant at={newest.at} format={format} />
        </summary>
        <ol className="mt-2 space-y-2">
          {keyed(entries).map(({ key, shown }) => (
            <li key={key}>
              <Told entry={shown} />
            </li>
          ))}
        </ol>
      </details>
    </li>
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
        <Told entry={entry} />
      </div>
    </li>
  )
}

function Told({ entry }: { entry: TimelineEntry }) {
  return (
    <>
      <p className="text-muted">
        <Instant at={entry.at} format={formatMoment} /> ·{' '}
        {entry.by === byItself ? 'Hyphae' : entry.by}
      </p>
      <p className="break-words">{entry.text}</p>
    </>
  )
}
