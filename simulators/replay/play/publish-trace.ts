import type { Bus } from '#bus/bus.ts'
import { type OutgoingEvent, offerEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import type { Frame } from '#domain/frame.ts'
import { readTrace } from '#simulators/replay/trace/read-trace.ts'
import { openTraceClock } from './trace-clock.ts'

export interface PlayOptions {
  readonly path: string
  readonly bus: Bus
  /** Times as fast as it was recorded; null is as fast as it goes. */
  readonly speed: number | null
  /** Marks the frames as a replay's, where the world goes on around them. */
  readonly run: string | null
  readonly onProgress: (bytes: number) => void
  readonly onTruncated: (line: number) => void
  /** Waits while the pipeline is behind. */
  readonly keepPace: () => Promise<void>
}

export interface Played {
  readonly frames: number
  readonly readings: number
  /** Frames that the bus would not take. */
  readonly refused: number
  readonly from: number
  readonly to: number
}

const eventsPerCall = 10

/** One call after the other, in the trace's order: no retry can overtake what came later. */
export async function publishTrace(options: PlayOptions): Promise<Played> {
  const clock = openTraceClock()
  const pace = openPace(options.speed)
  const calls = openCalls(options)
  const played = { frames: 0, readings: 0, refused: 0, from: Number.POSITIVE_INFINITY, to: 0 }
  // A cell that goes on living elsewhere has its own clock there.
  const ticks = options.run === null
  for await (const item of readTrace(options.path, options.onProgress)) {
    if (item.kind === 'truncated') options.onTruncated(item.line)
    if (item.kind !== 'frame') continue
    const { frame } = item
    if (pace.mustWait(frame.sentAt)) {
      await calls.flush()
      await pace.wait(frame.sentAt)
    }
    await calls.send([...(ticks ? clock.before(frame) : []), frameEvent(frame, options.run)])
    count(played, frame)
  }
  await calls.send(ticks ? clock.atEnd() : [])
  await calls.flush()
  return { ...played, refused: calls.refused() }
}

function openCalls({ bus, keepPace }: PlayOptions) {
  let held: OutgoingEvent[] = []
  let refused = 0
  const flush = async () => {
    refused += (await offerEvents(bus, held)).length
    held = []
    await keepPace()
  }
  return {
    flush,
    refused: () => refused,
    async send(events: readonly OutgoingEvent[]) {
      for (const event of events) {
        held.push(event)
        if (held.length >= eventsPerCall) await flush()
      }
    },
  }
}

function frameEvent(frame: Frame, run: string | null): OutgoingEvent {
  const detail = run === null ? frame : { ...frame, run }
  return { source: 'hyphae.feeds', type: eventTypes.readingsReported, detail }
}

function count(played: { -readonly [Name in keyof Played]: number }, frame: Frame): void {
  played.frames += 1
  played.readings += frame.readings.length
  played.from = Math.min(played.from, frame.sentAt)
  played.to = Math.max(played.to, frame.sentAt)
}

function openPace(speed: number | null) {
  const startedAt = performance.now()
  let first: number | undefined
  const dueIn = (sentAt: number) => {
    first ??= sentAt
    return speed === null ? 0 : (sentAt - first) / speed - (performance.now() - startedAt)
  }
  return {
    mustWait: (sentAt: number) => dueIn(sentAt) > 1,
    wait: (sentAt: number) =>
      new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, dueIn(sentAt)))),
  }
}
