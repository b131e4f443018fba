import type { QuarantineItem } from '#domain/api/quarantine.ts'
import type { BusEvent } from '#domain/events.ts'
import type { Frame } from '#domain/frame.ts'
import type { RejectedReading, Rejection } from '#domain/rejection.ts'
import { showValue } from '#domain/show-value.ts'
import type { QuarantineEntry } from '#store/quarantine.ts'
import { keepableDetail } from './keepable.ts'

const longestPayload = 2_000
/** A frame's refused readings are one item in the store, which has a largest size: many are shown in short. */
const mostReadingsShown = 100
const longestReading = 400
const longestReason = 400
const latestInstant = 8_640_000_000_000

export function quarantineWhole(event: BusEvent, rejection: Rejection): QuarantineEntry {
  const at = quarantinedAt(event)
  return {
    id: event.id,
    at,
    items: [
      {
        id: event.id,
        kind: rejection.code === 'unknown-event' ? 'event' : 'frame',
        code: rejection.code,
        reason: rejection.reason.slice(0, longestReason),
        at: new Date(at).toISOString(),
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
  frame: Frame,
  rejected: readonly RejectedReading[],
): QuarantineEntry {
  const at = quarantinedAt(event)
  const items = rejected.slice(0, mostReadingsShown).map(
    (reading): QuarantineItem => ({
      id: `${event.id}#${reading.index}`,
      kind: 'reading',
      code: reading.code,
      reason: reading.reason.slice(0, longestReason),
      at: new Date(at).toISOString(),
      frame: frame.frame,
      site: frame.site,
      cell: frame.cell,
      sensor: reading.sensor,
      payload: showValue(reading.reading, longestReading),
    }),
  )
  return { id: event.id, at, items }
}

function textAt(detail: unknown, name: string): string | null {
  if (typeof detail !== 'object' || detail === null) return null
  const value = (detail as Record<string, unknown>)[name]
  return typeof value === 'string' ? value.slice(0, 128) : null
}

/** Whoever publishes an event may say when it was; what is no date has its place all the same. */
function quarantinedAt(event: BusEvent): number {
  const at = Date.parse(event.time)
  return at >= 0 && at <= latestInstant ? at : 0
}
