import type { OutgoingEvent } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { type GatewayOf, packFrames } from '#simulators/feeds/publish-frames.ts'
import type { Random } from './random.ts'

const eventsPerCall = 10
const bundledShare = 0.5

export function packCalls(events: readonly OutgoingEvent[]): OutgoingEvent[][] {
  const calls: OutgoingEvent[][] = []
  for (let first = 0; first < events.length; first += eventsPerCall)
    calls.push(events.slice(first, first + eventsPerCall))
  return calls
}

/** In some calls the frames between two ticks travel as their gateways' bundles. */
export function bundleSome(
  calls: ReadonlyArray<readonly OutgoingEvent[]>,
  gatewayOf: GatewayOf,
  random: Random,
): Array<readonly OutgoingEvent[]> {
  return calls.map((call) => (random.chance(bundledShare) ? bundle(call, gatewayOf) : call))
}

function bundle(call: readonly OutgoingEvent[], gatewayOf: GatewayOf): OutgoingEvent[] {
  const events: OutgoingEvent[] = []
  let frames: ReportedFrame[] = []
  for (const event of call) {
    if (event.type === eventTypes.readingsReported) {
      frames.push(event.detail as ReportedFrame)
      continue
    }
    events.push(...packFrames(frames, gatewayOf), event)
    frames = []
  }
  return [...events, ...packFrames(frames, gatewayOf)]
}
