import type { Bus } from '#bus/bus.ts'
import { type OutgoingEvent, offerEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import type { ReportedFrame } from '#domain/frame.ts'

const largestCall = 10

export interface FramePublisher {
  readonly publish: (frame: ReportedFrame) => Promise<void>
  /** Sends what is still held back. */
  readonly flush: () => Promise<void>
  /** Frames that the bus would not take, so far. */
  readonly refused: () => number
}

/** Publishes in calls of up to ten frames, never two of one cell at once: a retry must not reorder a cell. */
export function openFramePublisher(bus: Bus): FramePublisher {
  let held: OutgoingEvent[] = []
  let cells = new Set<string>()
  let refused = 0
  const flush = async () => {
    const events = held
    held = []
    cells = new Set()
    if (events.length > 0) refused += (await offerEvents(bus, events)).length
  }
  return {
    flush,
    refused: () => refused,
    publish: async (frame) => {
      const cell = `${frame.site}.${frame.cell}`
      if (held.length === largestCall || cells.has(cell)) await flush()
      held.push({ source: 'hyphae.feeds', type: eventTypes.readingsReported, detail: frame })
      cells.add(cell)
    },
  }
}
