import type { Bus } from '#bus/bus.ts'
import { type OutgoingEvent, offerEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import { maximumFramesPerBundle, type ReportedBundle, type ReportedFrame } from '#domain/frame.ts'
import type { Site } from '#domain/site.ts'

/** As many events as one call takes. */
export const largestCall = 10
/** Below what one call may weigh; JSON of a reading is about this long at most. */
const largestBundleReadings = 1_500

export interface FramePublisher {
  readonly publish: (frame: ReportedFrame) => Promise<void>
  /** Sends what is still held back. */
  readonly flush: () => Promise<void>
  /** Frames that the bus would not take, so far. */
  readonly refused: () => number
}

/** The gateway that a cell reports through, where it shares one with others. */
export type GatewayOf = (frame: ReportedFrame) => string | null

/** As the site files say; two sites may use the same name for a gateway. */
export function gatewaysOf(sites: readonly Site[]): GatewayOf {
  const gateways = new Map(
    sites.flatMap(({ site, cells }) =>
      cells.flatMap(({ cell, gateway }) =>
        gateway === undefined ? [] : [[`${site}.${cell}`, `${site}.${gateway}`] as const],
      ),
    ),
  )
  return ({ site, cell }) => gateways.get(`${site}.${cell}`)?.slice(0, 63) ?? null
}

/** Publishes in calls of up to ten events, never two frames of one cell at once: a retry must not reorder a cell. */
export function openFramePublisher(bus: Bus, gatewayOf: GatewayOf = () => null): FramePublisher {
  let held: ReportedFrame[] = []
  let cells = new Set<string>()
  let events = new Set<string>()
  let refused = 0
  const flush = async () => {
    const packed = packFrames(held, gatewayOf)
    held = []
    cells = new Set()
    events = new Set()
    if (packed.length === 0) return
    for (const { event } of await offerEvents(bus, packed)) refused += framesIn(event)
  }
  return {
    flush,
    refused: () => refused,
    publish: async (frame) => {
      const cell = `${frame.site}.${frame.cell}`
      const event = gatewayOf(frame) ?? cell
      const isFull = events.size === largestCall && !events.has(event)
      if (cells.has(cell) || isFull) await flush()
      held.push(frame)
      cells.add(cell)
      events.add(event)
    },
  }
}

/** Frames of one gateway in one event, in their order; a frame without a gateway is an event of its own. */
export function packFrames(
  frames: readonly ReportedFrame[],
  gatewayOf: GatewayOf,
): OutgoingEvent[] {
  const events: OutgoingEvent[] = []
  const open = new Map<string, { readings: number; frames: ReportedFrame[] }>()
  for (const frame of frames) {
    const gateway = gatewayOf(frame)
    if (gateway === null) {
      events.push({
        source: 'hyphae.feeds',
        type: eventTypes.readingsReported,
        detail: frame,
      })
      continue
    }
    const bundle = open.get(gateway)
    if (bundle && hasRoom(bundle, frame)) {
      bundle.frames.push(frame)
      bundle.readings += frame.readings.length
      continue
    }
    const begun = { readings: frame.readings.length, frames: [frame] }
    open.set(gateway, begun)
    const detail: ReportedBundle = { schemaVersion: 1, gateway, frames: begun.frames }
    events.push({ source: 'hyphae.feeds', type: eventTypes.framesReported, detail })
  }
  return events
}

function hasRoom(
  bundle: { readonly readings: number; readonly frames: readonly ReportedFrame[] },
  frame: ReportedFrame,
): boolean {
  return (
    bundle.frames.length < maximumFramesPerBundle &&
    bundle.readings + frame.readings.length <= largestBundleReadings
  )
}

export function framesIn({ type, detail }: OutgoingEvent): number {
  return type === eventTypes.framesReported ? (detail as ReportedBundle).frames.length : 1
}
