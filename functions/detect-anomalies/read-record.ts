import * as z from 'zod'
import { type BusEvent, eventTypes } from '#domain/events.ts'
import { countReadings, Frame } from '#domain/frame.ts'
import type { Rejection } from '#domain/rejection.ts'

/** A Kinesis record as Lambda hands it over. */
export interface StreamRecord {
  readonly eventID: string
  readonly kinesis: {
    readonly sequenceNumber: string
    readonly partitionKey: string
    readonly data: string
  }
}

interface Place {
  readonly sequenceNumber: string
  readonly shard: string
}

export type ReadRecord =
  | {
      readonly kind: 'frame'
      readonly place: Place
      readonly event: BusEvent
      readonly frame: Frame
    }
  | { readonly kind: 'tick'; readonly place: Place; readonly tick: Tick }
  | {
      readonly kind: 'unreadable'
      readonly place: Place
      readonly event: BusEvent
      readonly rejection: Rejection
      readonly readings: number
    }

const Tick = z.object({
  site: z.string(),
  cell: z.string(),
  at: z.number().int().min(0).max(8_640_000_000_000),
})
type Tick = z.infer<typeof Tick>

export function readRecord(record: StreamRecord): ReadRecord {
  const event = JSON.parse(Buffer.from(record.kinesis.data, 'base64').toString('utf8')) as BusEvent
  const [shard = ''] = record.eventID.split(':')
  const place = { sequenceNumber: record.kinesis.sequenceNumber, shard }
  switch (event['detail-type']) {
    case eventTypes.readingsReported: {
      const parsed = Frame.safeParse(event.detail)
      if (parsed.success) return { kind: 'frame', place, event, frame: parsed.data }
      return unreadable(place, event, 'unreadable-frame', sayWhatIsWrong(parsed.error))
    }
    case eventTypes.cellTicked: {
      const parsed = Tick.safeParse(event.detail)
      if (parsed.success) return { kind: 'tick', place, tick: parsed.data }
      return unreadable(place, event, 'unknown-event', sayWhatIsWrong(parsed.error))
    }
    default:
      return unreadable(
        place,
        event,
        'unknown-event',
        `no detail-type is named "${event['detail-type'].slice(0, 128)}"; gateways send ${eventTypes.readingsReported}`,
      )
  }
}

function unreadable(
  place: Place,
  event: BusEvent,
  code: Rejection['code'],
  reason: string,
): ReadRecord {
  return {
    kind: 'unreadable',
    place,
    event,
    rejection: { code, reason },
    readings: countReadings(event.detail),
  }
}

function sayWhatIsWrong(error: z.ZodError): string {
  const [issue] = error.issues
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'detail'
  return `${where}: ${issue?.message ?? 'unreadable'}; docs/schemas/frame.schema.json says what a frame is`
}
