import type { Bus } from '#bus/bus.ts'
import { attemptEvents, type OutgoingEvent } from '#bus/publish-events.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import {
  type FramePublisher,
  framesIn,
  type GatewayOf,
  largestCall,
  packFrames,
} from '#simulators/feeds/publish-frames.ts'
import { openSpoolFile, type SpoolFile } from './spool-file.ts'

/** How far behind a publisher is; `milliseconds` of its gateways' time. */
export interface Behind {
  readonly frames: number
  readonly milliseconds: number
  /** Frames that came when the file was full. */
  readonly dropped: number
  readonly file: string
}

export interface SpoolPorts {
  readonly file: string
  readonly largestBytes: number
  now(): number
  pause(milliseconds: number): Promise<void>
  /** From 0 up to 1. */
  random(): number
  onBehind(behind: Behind): void
  /** How long flushing goes on without a single frame being taken. */
  readonly patienceMilliseconds: number
}

export interface SpoolingPublisher extends FramePublisher {
  /** Null where nothing waits on disk. */
  readonly behind: () => Behind | null
  readonly close: () => void
}

const firstPauseMilliseconds = 200
const longestPauseMilliseconds = 30_000
const mostDoublings = 16

/**
 * Publishes like openFramePublisher while the bus answers, and through a file while it does not. Never more than one
 * unanswered call, with one frame of a cell: a retry cannot reorder a cell, and frames keep their ids.
 */
export function openSpoolingPublisher(
  bus: Bus,
  gatewayOf: GatewayOf,
  ports: SpoolPorts,
): SpoolingPublisher {
  const spool = openSpoolFile(ports.file, ports.largestBytes)
  const counts = { refused: 0, dropped: 0 }
  const retry = openBackoff(ports)
  const sendOldest = sender(bus, gatewayOf, spool, counts)
  let collected: ReportedFrame[] = []
  const behind = () => describe(spool, counts.dropped, ports.file)
  const step = async () => {
    collected = []
    while (spool.frames() > 0 && retry.isDue()) retry.note(await sendOldest())
    const late = retry.isWaiting() ? behind() : null
    if (late) ports.onBehind(late)
  }
  return {
    refused: () => counts.refused,
    behind,
    close: spool.close,
    publish: async (frame) => {
      if (isFull(collected, frame, gatewayOf)) await step()
      // On disk before anything is tried with it: from here on a kill loses nothing.
      if (spool.add(frame)) collected.push(frame)
      else counts.dropped += 1
    },
    async flush() {
      retry.begin()
      const until = () => retry.lastTaken() + ports.patienceMilliseconds
      for (await step(); spool.frames() > 0 && ports.now() < until(); await step())
        await ports.pause(retry.remaining())
    },
  }
}

function isFull(held: readonly ReportedFrame[], next: ReportedFrame, gatewayOf: GatewayOf) {
  const cell = cellOf(next)
  if (held.some((frame) => cellOf(frame) === cell)) return true
  const events = new Set(held.map((frame) => gatewayOf(frame) ?? cellOf(frame)))
  return events.size === largestCall && !events.has(gatewayOf(next) ?? cell)
}

interface Call {
  readonly events: readonly OutgoingEvent[]
  readonly end: number
  readonly frames: number
}

/** Sends the oldest that wait; what the bus took of a call is not sent again with the rest of it. */
function sender(
  bus: Bus,
  gatewayOf: GatewayOf,
  spool: SpoolFile,
  counts: { refused: number },
): () => Promise<boolean> {
  let unanswered: Call | undefined
  return async () => {
    const call = unanswered ?? nextCall(spool, gatewayOf)
    const { left, refused } = await attemptEvents(bus, call.events)
    for (const { event } of refused) counts.refused += framesIn(event)
    unanswered = left.length === 0 ? undefined : { ...call, events: left }
    if (!unanswered) spool.sent(call.end, call.frames)
    return !unanswered
  }
}

/** The first frames that wait, up to where a cell would come a second time. */
function nextCall(spool: SpoolFile, gatewayOf: GatewayOf): Call {
  const frames: ReportedFrame[] = []
  let end = 0
  for (const waiting of spool.oldest()) {
    if (isFull(frames, waiting.frame, gatewayOf)) break
    frames.push(waiting.frame)
    end = waiting.end
  }
  return { events: packFrames(frames, gatewayOf), end, frames: frames.length }
}

/** Full jitter: publishers that lost the same bus do not all come back at once. */
function openBackoff({ now, random }: SpoolPorts) {
  let failures = 0
  let dueAt = 0
  let takenAt = now()
  return {
    isDue: () => now() >= dueAt,
    isWaiting: () => failures > 0,
    remaining: () => Math.max(0, dueAt - now()),
    lastTaken: () => takenAt,
    begin() {
      takenAt = now()
    },
    note(taken: boolean) {
      failures = taken ? 0 : failures + 1
      if (taken) takenAt = now()
      const longest = Math.min(
        longestPauseMilliseconds,
        firstPauseMilliseconds * (1 << Math.min(failures - 1, mostDoublings)),
      )
      dueAt = taken ? 0 : now() + longest * random()
    },
  }
}

function describe(spool: SpoolFile, dropped: number, file: string): Behind | null {
  const span = spool.span()
  return span && { frames: spool.frames(), milliseconds: span.to - span.from, dropped, file }
}

function cellOf({ site, cell }: ReportedFrame): string {
  return `${site}.${cell}`
}
