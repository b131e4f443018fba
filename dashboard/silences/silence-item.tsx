'use client'
import { Hourglass } from 'lucide-react'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { formatDuration } from '#dashboard/time/age.ts'
import { formatDayHour } from '#dashboard/time/format-time.ts'
import { useNow } from '#dashboard/time/now.ts'
import { Instant } from '#dashboard/time/time.tsx'
import type { ToldSilence } from '#domain/api/silences.ts'
import { silenceWords } from './silence-words.ts'

interface SilenceItemProps {
  readonly told: ToldSilence
  readonly onEnd: (told: ToldSilence, words: string) => void
}

/** What it hides, for how long, and who wanted that and why. */
export function SilenceItem({ told, onEnd }: SilenceItemProps) {
  const mayAct = useMayAct()
  const words = silenceWords(told.silence.matchers, useSites().data)
  const { by, comment, recurring } = told.silence
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-line border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className={told.state === 'ended' ? 'text-muted' : 'font-semibold'}>{words}</p>
        <p className="mt-0.5 break-words">
          “{comment}” <span className="text-muted">{by}</span>
        </p>
        <p className="mt-0.5 text-muted">
          <When told={told} />
          {recurring &&
            ` · each ${recurring.days.join(', ')} ${recurring.from} to ${recurring.to} (${recurring.timeZone})`}
        </p>
      </div>
      {mayAct && told.state !== 'ended' && (
        <button
          type="button"
          aria-label={`End: ${words}`}
          className="control max-sm:w-full"
          onClick={() => onEnd(told, words)}
        >
          End
        </button>
      )}
    </li>
  )
}

function When({ told: { silence, state, window, endsSoon } }: { told: ToldSilence }) {
  const now = useNow()
  if (state === 'ended' || !window)
    return (
      <>
        {silence.ended ? `Ended by ${silence.ended.by}, ` : 'Over since '}
        <Instant at={silence.ended?.at ?? silence.until} format={formatDayHour} />
      </>
    )
  if (state === 'coming')
    return (
      <>
        <Instant at={window.from} format={formatDayHour} /> to{' '}
        <Instant at={window.until} format={formatDayHour} />, begins in{' '}
        {formatDuration(window.from - now)}
      </>
    )
  return (
    <>
      Until <Instant at={window.until} format={formatDayHour} />,{' '}
      <span className={endsSoon ? 'font-semibold text-ink' : ''}>
        {endsSoon && <Hourglass size={14} aria-hidden className="mr-1 inline align-[-2px]" />}
        {endsSoon ? 'ends soon: ' : ''}
        {formatDuration(window.until - now)} left
      </span>
    </>
  )
}
