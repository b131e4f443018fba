import type { QuarantineItem } from '#domain/api/quarantine.ts'
import type { BusEvent } from '#domain/events.ts'
import type { Frame } from '#domain/frame.ts'
import type { RejectedReading, Rejection } from '#domain/rejection.ts'
import type { QuarantineEntry } from '#store/quarantine.ts'

const longestPayload = 2_000
/** A frame's refused readings are one item in the store, which has a largest size. */
const mostReadingsShown = 100

export function quarantineWhole(event: BusEvent, rejection: Rejection): QuarantineEntry {
  const at = Date.parse(event.time)
  return {
    id: event.id,
    at,
    items: [
      {
        id: event.id,
        kind: rejection.code === 'unknown-event' ? 'event' : 'frame',
        ...rejection,
        at: new Date(at).toISOString(),
        frame: textAt(event.detail, 'frame'),
        site: textAt(event.detail, 'site'),
        cell: textAt(event.detail, 'cell'),
        sensor: null,
        payload: cut(event.detail),
      },
    ],
  }
}

export function quarantineReadings(
  event: BusEvent,
  frame: Frame,
  rejected: readonly RejectedReading[],
): QuarantineEntry {
  const at = Date.parse(event.time)
  const items = rejected.slice(0, mostReadingsShown).map(
    (reading): QuarantineItem => ({
      id: `${event.id}#${reading.index}`,
      kind: 'reading',
      code: reading.code,
      reason: reading.reason,
      at: new Date(at).toISOString(),
      frame: frame.frame,
      site: frame.site,
      cell: frame.cell,
      sensor: reading.sensor,
      payload: cut(reading.reading),
    }),
  )
  return { id: event.id, at, items }
}

function textAt(detail: unknown, name: string): string | null {
  if (typeof detail !== 'object' || detail === null) return null
  const value = (detail as Record<string, unknown>)[name]
  return typeof value === 'string' ? value.slice(0, 128) : null
}

function cut(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > longestPayload ? `${text.slice(0, longestPayload)}…` : text
}
