export type Timestamp =
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'refused'; readonly problem: string }

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?$/
const zoned = /(?:Z|[+-]\d\d:?\d\d)$/
const howTo = 'write 2026-03-02T06:30:00Z or epoch seconds'

/** Nobody recorded before, and a number beyond is of another unit. */
const [earliest, latest] = [Date.UTC(1990, 0), Date.UTC(2100, 0)]
/** What one millisecond has of each; no number is plausible in two of them. */
const units = [
  { name: 'seconds', perMillisecond: 0.001, isRead: true },
  { name: 'milliseconds', perMillisecond: 1, isRead: true },
  { name: 'microseconds', perMillisecond: 1_000, isRead: false },
  { name: 'nanoseconds', perMillisecond: 1_000_000, isRead: false },
] as const

/** ISO 8601 (UTC where no zone is given) or epoch seconds or milliseconds, as epoch milliseconds. */
export function parseTimestamp(text: string): Timestamp {
  if (/^\d+(?:\.\d+)?$/.test(text)) return parseEpoch(text)
  const [, year, month, day] = iso.exec(text) ?? []
  const at = year === undefined ? Number.NaN : parseIso(text)
  if (Number.isNaN(at) || !isDay(Number(year), Number(month), Number(day)))
    return refused(text, `is no time; ${howTo}`)
  return isPlausible(at) ? { kind: 'time', at } : implausible(text)
}

function parseEpoch(text: string): Timestamp {
  const number = Number(text)
  const unit = units.find(({ perMillisecond }) => isPlausible(number / perMillisecond))
  if (!unit) return implausible(text)
  if (unit.isRead) return { kind: 'time', at: Math.round(number / unit.perMillisecond) }
  return refused(text, `looks like ${unit.name}; divide by ${unit.perMillisecond}`)
}

function parseIso(text: string): number {
  const dated = text.length === 10
  const hasZone = !dated && zoned.test(text.slice(10))
  return Date.parse(dated || hasZone ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`)
}

/** A calendar that is asked for 30 February answers with 2 March. */
function isDay(year: number, month: number, day: number): boolean {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day
}

function isPlausible(at: number): boolean {
  return at >= earliest && at < latest
}

function implausible(text: string): Timestamp {
  return refused(text, `is not between 1990 and 2100; ${howTo}`)
}

function refused(text: string, problem: string): Timestamp {
  return { kind: 'refused', problem: `${JSON.stringify(text.slice(0, 40))} ${problem}` }
}
