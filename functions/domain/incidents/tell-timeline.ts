import type { Anomaly } from '#domain/anomaly.ts'
import { assertNever } from '#domain/assert-never.ts'
import { formatDuration } from '#domain/words.ts'
import type { TimelineEntry } from './incident.ts'
import { byItself } from './incident-status.ts'
import type { Lifecycle, Transition } from './lifecycle.ts'
import { usualLifecycle } from './lifecycle-policy.ts'
import type { PersonAction } from './person-action.ts'
import { tellAction } from './tell-action.ts'

/** An incident is one item in the store, which has a largest size, however far it spreads. */
const maximumTold = 200

/** What happened by itself is told anew each time; what people did is kept, however long the rest is. */
export function tellTimeline(
  anomalies: readonly Anomaly[],
  life: Lifecycle,
  actions: readonly PersonAction[],
  nameOf: (cell: string) => string,
): TimelineEntry[] {
  const told = anomalies
    .flatMap((anomaly) => tellAnomaly(anomaly, nameOf(anomaly.cell)))
    .sort(byTime)
    .slice(0, maximumTold)
    .map((entry, index) => (index === 0 ? { ...entry, kind: 'opened' as const } : entry))
  const moves = life.transitions.slice(-maximumTold).flatMap((one) => tellTransition(one, life))
  return [...told, ...moves, ...actions.map(tellAction)].sort(byTime)
}

function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return a.at - b.at || (a.text < b.text ? -1 : 1)
}

/** Opening and worsening are told by the anomalies that did it. */
function tellTransition({ at, kind, severity }: Transition, life: Lifecycle): TimelineEntry[] {
  const tell = (kind: TimelineEntry['kind'], text: string) => [{ at, kind, by: byItself, text }]
  switch (kind) {
    case 'pending':
    case 'open':
      return []
    case 'recovering':
      return tell('recovering', 'Calm; over when it stays so.')
    case 'returned':
      return tell('returned', 'It came back.')
    case 'reopened':
      return tell('reopened', 'It came back and is open again.')
    case 'flapping':
      return tell('flapping', 'It comes and goes: one incident, until it has been calm for longer.')
    case 'severity':
      return tell('severity', `Now ${severity}.`)
    case 'resolved':
      return tell('resolved', tellOver(life))
    default:
      return assertNever(kind)
  }
}

function tellOver({ opened, flapping }: Lifecycle): string {
  if (!opened) return 'Over before it called anybody.'
  const calm = flapping ? usualLifecycle.flapping.settle : usualLifecycle.settle
  return `Calm for ${formatDuration(calm * 1000)}.`
}

function tellAnomaly(anomaly: Anomaly, place: string): TimelineEntry[] {
  const detected: TimelineEntry = {
    at: anomaly.detectedAt,
    kind: 'grew',
    by: byItself,
    text: `${place}: ${anomaly.reason}`,
  }
  const worsened = tellWorsened(anomaly, place)
  if (anomaly.state === 'detected') return [detected, ...worsened]
  const cleared: TimelineEntry = {
    at: anomaly.clearedAt,
    kind: 'cleared',
    by: byItself,
    text: `${place}: ${endOf(anomaly)}`,
  }
  return [detected, ...worsened, cleared]
}

function tellWorsened({ worsened }: Anomaly, place: string): TimelineEntry[] {
  if (!worsened) return []
  const { at, reason } = worsened
  return [{ at, kind: 'severity', by: byItself, text: `${place}: ${reason}` }]
}

function endOf({ detector, label }: Anomaly): string {
  if (detector === 'clock-skew') return "the gateway's clock is right again."
  return `${label} is back to what is expected.`
}
