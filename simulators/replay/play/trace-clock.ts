import type { OutgoingEvent } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import type { Frame } from '#domain/frame.ts'
import { isTickDue, tickMilliseconds } from '#domain/ticks.ts'

interface CellClock {
  readonly site: string
  readonly cell: string
  heardAt: number
}

/** Gives a trace the ticks that send-ticks would have sent, at the trace's own minutes. */
export interface TraceClock {
  /** Ticks due before this frame. */
  before(frame: Frame): OutgoingEvent[]
  /** The last word of every cell and site. */
  atEnd(): OutgoingEvent[]
}

export function openTraceClock(): TraceClock {
  const cells = new Map<string, CellClock>()
  let next: number | undefined
  let latest = 0
  const ticksAt = (at: number, isDue: (clock: CellClock) => boolean): OutgoingEvent[] => {
    const due = [...cells.values()].filter(isDue)
    const sites = [...new Set([...cells.values()].map((clock) => clock.site))]
    return [
      ...due.map(({ site, cell }) => tick(eventTypes.cellTicked, { site, cell, at })),
      ...sites.map((site) => tick(eventTypes.siteTicked, { site, at })),
    ]
  }
  return {
    before(frame) {
      const ticks: OutgoingEvent[] = []
      next ??= Math.ceil(frame.sentAt / tickMilliseconds) * tickMilliseconds
      for (; next <= frame.sentAt; next += tickMilliseconds) {
        const at = next
        ticks.push(...ticksAt(at, (clock) => isTickDue(at - clock.heardAt)))
      }
      const name = `${frame.site}.${frame.cell}`
      cells.set(name, { site: frame.site, cell: frame.cell, heardAt: frame.sentAt })
      latest = Math.max(latest, frame.sentAt)
      return ticks
    },
    atEnd: () => ticksAt(latest, () => true),
  }
}

function tick(type: OutgoingEvent['type'], detail: unknown): OutgoingEvent {
  return { source: 'hyphae.clock', type, detail }
}
