import type { QuarantineItem } from '#domain/api/quarantine.ts'
import type { BusEvent } from '#domain/events.ts'
import type { Frame } from '#domain/frame.ts'
import type { RejectedReading, Rejection } from '#domain/rejection.ts'
import { showValue } from '#domain/show-value.ts'
import type { QuarantineEntry } from '#store/quarantine.ts'
import { keepableDetail } from './keepable.ts'
import type { Place } from './read-record.ts'

const longestPayload = 2_000
const longestReading = 400
const longestReason = 400
/** As many as Kinesis' sequence numbers have, so that they sort as numbers. */
const sequenceDigits = 56

export function quarantineWhole(
  event: BusEvent,
  place: Place,
  rejection: Rejection,
): QuarantineEntry {
  return {
    ...entryAt(event, place),
    items: [
      {
        id: event.id,
        kind: rejection.code === 'unknown-event' ? 'event' : 'frame',
        code: rejection.code,
        reason: rejection.reason.slice(0, longestReason),
        at: new Date(place.arrivedAt).toISOString(),
        frame: textAt(event.detail, 'frame'),
        site: textAt(event.detail, 'site'),
        cell: textAt(event.detail, 'cell'),
        sensor: null,
        payload: showValue(keepableDetail(event.detail), longestPayload),
      },
    ],
  }
}

export function quarantineReadings(
  event: BusEvent,
  place: Place,
  frame: Frame,
  rejected: readonly RejectedReading[],
): QuarantineEntry {
  const at = new Date(place.arrivedAt).toISOString()
  const items = rejected.map(
    (reading): QuarantineItem => ({
      id: `${event.id}#${reading.index}`,
      kind: 'reading',
      code: reading.code,
      reason: reading.reason.slice(0, longestReason),
      at,
      frame: frame.frame,
      site: frame.site,
      cell: frame.cell,
      sensor: reading.sensor,
      payload: showValue(reading.reading, longestReading),
    }),
  )
  return { ...entryAt(event, place), items }
}

function textAt(detail: unknown, name: string): string | null {
  if (typeof detail !== 'object' || detail === null) return null
  const value = (detail as Record<string, unknown>)[name]
  return typeof value === 'string' ? value.slice(0, 128) : null
}

/** By its place in the stream, which no publisher chooses, and a redelivery brings again; frames of one bundle by their ids. */
function entryAt({ id }: BusEvent, { sequenceNumber, arrivedAt }: Place) {
  return { id: `${sequenceNumber.padStart(sequenceDigits, '0')}~${id}`, at: arrivedAt }
}
