const iso = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?$/
const zoned = /(?:Z|[+-]\d\d:?\d\d)$/
/** Seconds until the year 5138, milliseconds from 1973 on. */
const firstInMilliseconds = 100_000_000_000

/** ISO 8601 (UTC where no zone is given) or epoch seconds or milliseconds, as epoch milliseconds. */
export function parseTimestamp(text: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(text)) {
    const number = Number(text)
    return Math.round(number < firstInMilliseconds ? number * 1_000 : number)
  }
  if (!iso.test(text)) return undefined
  const dated = text.length === 10
  const hasZone = !dated && zoned.test(text.slice(10))
  const at = Date.parse(dated || hasZone ? text.replace(' ', 'T') : `${text.replace(' ', 'T')}Z`)
  return Number.isNaN(at) || at < 0 ? undefined : at
}
