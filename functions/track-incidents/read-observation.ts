import * as z from 'zod'
import { Anomaly } from '#domain/anomaly.ts'
import { assertNever } from '#domain/assert-never.ts'
import { eventTypes } from '#domain/events.ts'

const SecondStageEvent = z.discriminatedUnion('detail-type', [
  z.object({ 'detail-type': z.literal(eventTypes.anomalyDetected), detail: Anomaly }),
  z.object({ 'detail-type': z.literal(eventTypes.anomalyCleared), detail: Anomaly }),
  z.object({
    'detail-type': z.literal(eventTypes.siteTicked),
    detail: z.object({ site: z.string(), at: z.number().int() }),
  }),
])

export interface SecondStageRecord {
  readonly kinesis: { readonly sequenceNumber: string; readonly data: string }
}

export type Observation =
  | { readonly kind: 'anomaly'; readonly site: string; readonly anomaly: Anomaly }
  | { readonly kind: 'tick'; readonly site: string; readonly at: number }

/** Our own functions wrote these, so one that cannot be read is a fault and ends in the failure bucket. */
export function readObservation(record: SecondStageRecord): Observation {
  const event = SecondStageEvent.parse(
    JSON.parse(Buffer.from(record.kinesis.data, 'base64').toString('utf8')),
  )
  switch (event['detail-type']) {
    case eventTypes.anomalyDetected:
    case eventTypes.anomalyCleared:
      return { kind: 'anomaly', site: event.detail.site, anomaly: event.detail }
    case eventTypes.siteTicked:
      return { kind: 'tick', ...event.detail }
    default:
      return assertNever(event)
  }
}
