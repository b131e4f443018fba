import type { QuarantineItem } from '#domain/api/quarantine.ts'
import { Frame, type ReportedFrame, ReportedReading } from '#domain/frame.ts'

export type Sendable =
  | { readonly kind: 'frame'; readonly frame: ReportedFrame }
  | { readonly kind: 'not'; readonly reason: string }

/** What may come good by itself: its site was applied since, or its time has come. */
const mendable = new Set(['unknown-cell', 'future-time'])

/** Whether what quarantine kept is all that came; what was cut or hidden there only its gateway can send again. */
export function sendableFrame(item: QuarantineItem): Sendable {
  if (item.kind === 'reading') return not('a single reading; the rest of its frame was stored')
  if (item.kind === 'event') return not('no frame; nobody knows what it says')
  if (!mendable.has(item.code)) return not('it would be refused again; correct its gateway')
  const payload = readPayload(item.payload)
  if (payload === undefined) return not('its payload was shortened; its gateway has the whole')
  const frame = Frame.strict().safeParse(payload)
  if (!frame.success) return not('fields of it were left out; its gateway has the whole')
  const readings = ReportedReading.strict().array().safeParse(frame.data.readings)
  if (!readings.success)
    return not('its values may be about people and were not kept; its gateway has them')
  return { kind: 'frame', frame: { ...frame.data, readings: readings.data } }
}

function not(reason: string): Sendable {
  return { kind: 'not', reason }
}

function readPayload(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
