import * as z from 'zod'
import { type BusEvent, eventTypes } from '#domain/events.ts'
import { countReadings, Frame, maximumFramesPerBundle, splitBundle } from '#domain/frame.ts'
import { judgeStamp } from '#domain/judge-stamp.ts'
import type { Rejection } from '#domain/rejection.ts'

/** A Kinesis record as Lambda hands it over. */
export interface StreamRecord {
  readonly eventID: string
  readonly kinesis: {
    readonly sequenceNumber: string
    readonly partitionKey: string
    readonly data: string
    /** Epoch seconds. */
    readonly approximateArrivalTimestamp: number
  }
}

export interface Place {
  readonly sequenceNumber: string
  readonly shard: string
  readonly arrivedAt: number
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

export function readRecord(record: StreamRecord): ReadRecord[] {
  const event = JSON.parse(Buffer.from(record.kinesis.data, 'base64').toString('utf8')) as BusEvent
  const [shard = ''] = record.eventID.split(':')
  const { sequenceNumber, approximateArrivalTimestamp } = record.kinesis
  const arrivedAt = Math.round(approximateArrivalTimestamp * 1000)
  const place = { sequenceNumber, shard, arrivedAt }
  switch (event['detail-type']) {
    case eventTypes.readingsReported:
      return [readFrame(place, event)]
    case eventTypes.framesReported:
      return readBundle(place, event)
    case eventTypes.cellTicked:
      return [readTick(place, event)]
    default:
      return [
        unreadable(
          place,
          event,
          'unknown-event',
          `no detail-type is named "${event['detail-type'].slice(0, 128)}"; gateways send ${eventTypes.readingsReported}`,
        ),
      ]
  }
}

/** Each frame is judged by itself: a bad one holds back none of the others. */
function readBundle(place: Place, event: BusEvent): ReadRecord[] {
  const frames = splitBundle(event.detail)
  if (frames)
    return frames.map((detail, index) =>
      readFrame(place, { ...event, id: `${event.id}.${index}`, detail }),
    )
  const reason = `a bundle needs schemaVersion 1, the gateway's name and 1 to ${maximumFramesPerBundle} frames; docs/trace-format.md shows one`
  return [{ ...unreadable(place, event, 'unreadable-frame', reason), readings: 0 }]
}

function readFrame(place: Place, event: BusEvent): ReadRecord {
  const parsed = Frame.safeParse(event.detail)
  if (!parsed.success)
    return unreadable(place, event, 'unreadable-frame', sayWhatIsWrong(parsed.error))
  const ahead = judgeStamp('sentAt', parsed.data.sentAt, place.arrivedAt)
  if (ahead) return unreadable(place, event, 'future-time', ahead)
  return { kind: 'frame', place, event, frame: parsed.data }
}

/** A tick moves a cell's time as a frame does, so it may be as far ahead and no farther. */
function readTick(place: Place, event: BusEvent): ReadRecord {
  const parsed = Tick.safeParse(event.detail)
  if (!parsed.success)
    return unreadable(place, event, 'unknown-event', sayWhatIsWrong(parsed.error))
  const ahead = judgeStamp('at', parsed.data.at, place.arrivedAt)
  if (ahead) return unreadable(place, event, 'unknown-event', ahead)
  return { kind: 'tick', place, tick: parsed.data }
}

function unreadable(
  place: Place,
  event: BusEvent,
  code: Rejection['code'],
  reason: string,
): Extract<ReadRecord, { kind: 'unreadable' }> {
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
