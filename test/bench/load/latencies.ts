import type { Anomaly } from '#domain/anomaly.ts'
import { type BusEvent, eventTypes } from '#domain/events.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import type { StreamRecord } from '#simulators/cloud/stream/stream-record.ts'
import type { FunctionName } from '#wiring'

/** One frame in so many is looked at, so that measuring costs nothing. */
const sampledEvery = 7

/** From the moment a reading was due to the moment its batch was handled, tile and incident included. */
export function openLatencies() {
  const taken: Record<'stored' | 'incident', number[]> = { stored: [], incident: [] }
  return {
    take(name: FunctionName, records: readonly StreamRecord[], at: number) {
      for (const record of records) {
        if (name === 'detect-anomalies' && record.sequence % sampledEvery !== 0) continue
        const event = JSON.parse(record.event) as BusEvent
        if (event['detail-type'] === eventTypes.readingsReported) {
          const frame = event.detail as ReportedFrame
          if (frame.boot === 'live')
            taken.stored.push(...frame.readings.map((reading) => at - reading.at))
        } else if (event['detail-type'] === eventTypes.anomalyDetected)
          taken.incident.push(at - (event.detail as Anomaly).detectedAt)
      }
    },
    reset() {
      taken.stored = []
      taken.incident = []
    },
    p95(what: keyof typeof taken): number {
      const sorted = taken[what].toSorted((a, b) => a - b)
      return Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN)
    },
  }
}
