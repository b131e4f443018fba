import type { OutgoingEvent } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import type { Frame, ReportedFrame } from '#domain/frame.ts'
import { openTraceClock } from '#simulators/replay/play/trace-clock.ts'

/** An event and the moment, in the trace's own time, at which it reaches the bus. */
export interface Arriving {
  readonly at: number
  readonly event: OutgoingEvent
}

/** Frames with the ticks of their minutes, as they would come if nothing went wrong. */
export function timelineOf(frames: readonly ReportedFrame[]): Arriving[] {
  const clock = openTraceClock()
  return frames.flatMap((frame) => [
    ...clock.before(headOf(frame)).map(arrivingTick),
    { at: frame.sentAt, event: frameEvent(frame) },
  ])
}

/** The last word of every cell and site, once all frames are there. */
export function lastWords(frames: readonly ReportedFrame[]): OutgoingEvent[] {
  const clock = openTraceClock()
  for (const frame of frames) clock.before(headOf(frame))
  return clock.atEnd()
}

export function frameEvent(frame: ReportedFrame): OutgoingEvent {
  return { source: 'hyphae.feeds', type: eventTypes.readingsReported, detail: frame }
}

/** All that a clock looks at. */
function headOf({ boot = '0', ...frame }: ReportedFrame): Frame {
  return { ...frame, boot, readings: [] }
}

function arrivingTick(event: OutgoingEvent): Arriving {
  return { at: (event.detail as { readonly at: number }).at, event }
}
