'use client'
import { clockOffset } from '#dashboard/live/clock-offset.ts'
import { useLive } from '#dashboard/live/use-live.ts'
import { Shape } from '#dashboard/severity/shape.tsx'
import { formatDuration } from '#dashboard/time/age.ts'
import { useNow } from '#dashboard/time/now.ts'

/** Always on screen: whether what is shown is how it is. */
export function LiveState() {
  const connection = useLive((state) => state.connection)
  const lastAnswerAt = useLive((state) => state.lastAnswerAt)
  const now = useNow() - clockOffset.get()
  const age = lastAnswerAt === null ? null : formatDuration(now - lastAnswerAt)
  if (connection === 'live')
    return (
      <LiveText look="ok" strong="Live">
        , updated {age} ago
      </LiveText>
    )
  if (connection === 'connecting') return <LiveText look="learning" strong="Connecting" />
  return (
    <LiveText look="unknown" strong="Not live">
      {age === null ? ', nothing received yet' : `, data is ${age} old`}
    </LiveText>
  )
}

function LiveText(props: {
  look: 'ok' | 'learning' | 'unknown'
  strong: string
  children?: React.ReactNode
}) {
  return (
    <p className="flex items-center gap-1.5 whitespace-nowrap" data-testid="live-state">
      <Shape look={props.look} />
      <span>
        <span className="font-semibold">{props.strong}</span>
        <span className="text-muted">{props.children}</span>
      </span>
    </p>
  )
}
