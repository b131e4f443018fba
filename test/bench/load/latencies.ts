import type { Anomaly } from '#domain/anomaly.ts'
import { type BusEvent, eventTypes } from '#domain/events.ts'
import type { ReportedBundle, ReportedFrame } from '#domain/frame.ts'
import type { StreamRecord } from '#simulators/cloud/stream/stream-record.ts'
import type { FunctionName } from '#wiring'

/** One frame in so many is looked at, so that measuring costs nothing. */
const sampledEvery = 7

type What = 'stored' | 'incident'

/** From the moment a reading was due to the moment its batch was handled, tile and incident included. */
export function openLatencies() {
  const taken: Record<What, number[]> = { stored: [], incident: [] }
  return {
    take(name: FunctionName, records: readonly StreamRecord[], at: number) {
      const sampled =
        name === 'detect-anomalies'
          ? records.filter(({ sequence }) => sequence % sampledEvery === 0)
          : records
      for (const { event } of sampled) note(taken, JSON.parse(event) as BusEvent, at)
    },
    reset() {
      taken.stored = []
      taken.incident = []
    },
    p95(what: What): number {
      const sorted = taken[what].toSorted((a, b) => a - b)
      return Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN)
    },
  }
}

function note(taken: Record<What, number[]>, event: BusEvent, at: number): void {
  if (event['detail-type'] === eventTypes.anomalyDetected) {
    // What has become worse is told again, and late only by that moment.
    const { detectedAt, worsened } = event.detail as Anomaly
    taken.incident.push(at - (worsened?.at ?? detectedAt))
  }
  for (const frame of framesOf(event))
    if (frame.boot === 'live')
      taken.stored.push(...frame.readings.map((reading) => at - reading.at))
}

function framesOf(event: BusEvent): readonly ReportedFrame[] {
  if (event['detail-type'] === eventTypes.framesReported)
    return (event.detail as ReportedBundle).frames
  return event['detail-type'] === eventTypes.readingsReported ? [event.detail as ReportedFrame] : []
}
