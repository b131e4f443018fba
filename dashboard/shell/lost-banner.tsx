'use client'
import { WifiOff } from 'lucide-react'
import { clockOffset } from '#dashboard/live/clock-offset.ts'
import { useLive } from '#dashboard/live/use-live.ts'
import { formatClock } from '#dashboard/time/format-time.ts'
import { Age, Instant } from '#dashboard/time/time.tsx'

export function LostBanner() {
  const connection = useLive((state) => state.connection)
  const lastAnswerAt = useLive((state) => state.lastAnswerAt)
  return (
    <div role="alert">
      {connection === 'lost' && (
        <div className="flex items-start gap-3 border-line border-b bg-ink px-4 py-2 text-page lg:px-6">
          <WifiOff size={20} aria-hidden className="shrink-0" />
          <p>
            <strong className="font-semibold">Connection lost. </strong>
            {lastAnswerAt === null ? (
              'Nothing has been received yet. '
            ) : (
              <>
                You see the state of{' '}
                <Instant at={lastAnswerAt + clockOffset.get()} format={formatClock} />,{' '}
                <Age at={lastAnswerAt + clockOffset.get()} />; what happens now is not known.{' '}
              </>
            )}
            Trying again every 2 s.
          </p>
        </div>
      )}
    </div>
  )
}
