import { notEvaluated, type Outcome, passed, suspect } from './outcomes.ts'

/** What is usual in each hour of the site's own day. */
export interface Climatology {
  readonly hours: ReadonlyArray<readonly [min: number, max: number]>
  readonly timeZone: string
}

export function judgeClimatology(
  at: number,
  value: number,
  climatology: Climatology | null,
): Outcome {
  if (climatology === null) return notEvaluated
  const usual = climatology.hours[hourOfDay(at, climatology.timeZone)]
  if (!usual) return notEvaluated
  return value < usual[0] || value > usual[1] ? suspect : passed
}

/** Making a format takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

function hourOfDay(at: number, timeZone: string): number {
  if (timeZone === 'UTC') return Math.floor(at / 3_600_000) % 24
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
    formats.set(timeZone, format)
  }
  return Number(format.format(at))
}
