import { kindOfValue } from '#domain/kind-of-value.ts'

type Keep = (value: unknown) => unknown

const name: Keep = (value) => (typeof value === 'string' ? value : kindOfValue(value))
/** Times and counts: what people say of themselves is none, and no text either. */
const whole: Keep = (value) => (Number.isSafeInteger(value) ? value : kindOfValue(value))
const scalar: Keep = (value) =>
  typeof value === 'object' && value !== null ? kindOfValue(value) : value

const openReading = new Map<string, Keep>([
  ['sensor', name],
  ['sequence', scalar],
  ['at', scalar],
  ['value', scalar],
  ['people', whole],
])
const closedReading = new Map<string, Keep>([
  ['sensor', name],
  ['sequence', whole],
  ['at', whole],
  ['value', kindOfValue],
  ['people', whole],
])
const closedReadings: Keep = (value) =>
  Array.isArray(value) ? value.map((reading) => keepableReading(reading, true)) : kindOfValue(value)
/** Frames and ticks have the same few fields. */
const closedDetail = new Map<string, Keep>([
  ['schemaVersion', whole],
  ['frame', name],
  ['site', name],
  ['cell', name],
  ['boot', name],
  ['run', name],
  ['sentAt', whole],
  ['at', whole],
  ['readings', closedReadings],
])

/** What quarantine keeps of a reading; of one that may be about people neither its value nor what surrounds it. */
export function keepableReading(reading: unknown, mayBePeoples: boolean): unknown {
  if (!isObject(reading)) return mayBePeoples ? kindOfValue(reading) : scalar(reading)
  return keepFields(reading, mayBePeoples ? closedReading : openReading)
}

/** Where nobody could judge an event, nobody knows what in it is about people: names, times and counts are kept. */
export function keepableDetail(detail: unknown): unknown {
  return isObject(detail) ? keepFields(detail, closedDetail) : kindOfValue(detail)
}

function keepFields(from: object, keeps: ReadonlyMap<string, Keep>): Record<string, unknown> {
  const entries = Object.entries(from)
  const kept = entries.flatMap(([key, value]) => {
    const keep = keeps.get(key)
    return keep ? [[key, keep(value)] as const] : []
  })
  const otherFields = entries.length - kept.length
  return { ...Object.fromEntries(kept), ...(otherFields > 0 ? { otherFields } : {}) }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
