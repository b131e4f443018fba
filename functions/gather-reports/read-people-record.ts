import { type BusEvent, eventTypes } from '#domain/events.ts'
import { judgeStamp } from '#domain/judge-stamp.ts'
import { ConsentWithdrawn, ReportBatch } from '#domain/people/report-batch.ts'
import type { Rejection } from '#domain/rejection.ts'

/** A Kinesis record as Lambda hands it over. */
export interface PeopleRecord {
  readonly kinesis: {
    readonly sequenceNumber: string
    readonly data: string
    /** Epoch seconds. */
    readonly approximateArrivalTimestamp: number
  }
}

export type ReadPeopleRecord =
  | { readonly kind: 'batch'; readonly batch: ReportBatch }
  | { readonly kind: 'withdrawn'; readonly withdrawn: ConsentWithdrawn }
  | {
      readonly kind: 'unreadable'
      readonly event: BusEvent
      readonly arrivedAt: number
      readonly rejection: Rejection
    }

export function readPeopleRecord({ kinesis }: PeopleRecord): ReadPeopleRecord {
  const event = JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8')) as BusEvent
  const arrivedAt = Math.round(kinesis.approximateArrivalTimestamp * 1000)
  const unreadable = (reason: string): ReadPeopleRecord => {
    const code = 'unreadable-frame' as const
    return { kind: 'unreadable', event, arrivedAt, rejection: { code, reason } }
  }
  if (event['detail-type'] === eventTypes.consentWithdrawn) {
    const parsed = ConsentWithdrawn.safeParse(event.detail)
    return parsed.success
      ? { kind: 'withdrawn', withdrawn: parsed.data }
      : unreadable('it is no withdrawal; withdraw consent through the API')
  }
  const parsed = ReportBatch.safeParse(event.detail)
  // Which field it is may be told, what stands in it not.
  if (!parsed.success)
    return unreadable(
      `${parsed.error.issues[0]?.path.join('.') || 'detail'} is not as docs/schemas/report-batch.schema.json says; send the batch again`,
    )
  const ahead = judgeStamp('sentAt', parsed.data.sentAt, arrivedAt)
  return ahead ? unreadable(ahead) : { kind: 'batch', batch: parsed.data }
}
