'use client'
import type { Window } from '#dashboard/charts/chart-window.ts'
import { useLatest } from '#dashboard/live/use-live.ts'
import { formatDate, formatMoment } from '#dashboard/time/format-time.ts'
import { Instant } from '#dashboard/time/time.tsx'
import type { SensorSummary } from '#domain/api/sites.ts'
import { useNewestAt } from './use-sensors.ts'

interface NoteProps {
  readonly sensor: SensorSummary
  readonly window: Window
  readonly end: number | null
  readonly onNewest: () => void
}

/** Said wherever the chart does not end now, so that nobody takes an old picture for the present. */
export function WindowNote({ sensor, window, end, onNewest }: NoteProps) {
  const newestAt = useNewestAt(sensor.key)
  const isRecording = useLatest(sensor.key)?.status === 'recorded'
  if (end === null && newestAt !== window.to) return null
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pb-2 text-muted">
      {end === null ? (
        <span>
          {isRecording ? 'Recording ends ' : 'Newest reading '}
          <Instant at={window.to} format={formatDate} /> — showing up to there
        </span>
      ) : (
        <>
          <span>
            Showing up to <Instant at={window.to} format={formatMoment} />
          </span>
          <button type="button" className="link min-h-6 max-sm:min-h-11" onClick={onNewest}>
            Back to the newest
          </button>
        </>
      )}
    </p>
  )
}
