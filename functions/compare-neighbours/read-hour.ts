import * as z from 'zod'
import { eventTypes } from '#domain/events.ts'
import { HourSummary } from '#domain/hour-summary.ts'

const HourEvent = z.object({
  'detail-type': z.literal(eventTypes.hourSummarised),
  detail: HourSummary,
})

export interface HourRecord {
  readonly kinesis: { readonly sequenceNumber: string; readonly data: string }
}

/** Our own functions wrote these, so one that cannot be read is a fault and ends in the failure bucket. */
export function readHour(record: HourRecord): HourSummary {
  const text = Buffer.from(record.kinesis.data, 'base64').toString('utf8')
  return HourEvent.parse(JSON.parse(text)).detail
}
