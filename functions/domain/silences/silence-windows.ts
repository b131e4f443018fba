import { instantOf, localTime } from '#domain/local-clock.ts'
import { weekdays } from '#domain/week.ts'
import { endOf, type Recurring, type Silence } from './silence.ts'

/** From `from` on, up to but not at `until`. */
export interface SilenceWindow {
  readonly from: number
  readonly until: number
}

const day = 86_400_000
const minute = 60_000

/** The window that a silence is in at a moment, if any. */
export function windowAt(silence: Silence, now: number): SilenceWindow | null {
  if (now < silence.from || now >= endOf(silence)) return null
  const [window] = nextWindows(silence, now, 1)
  return window && window.from <= now ? window : null
}

/** The windows that are not over, soonest first. */
export function nextWindows(silence: Silence, now: number, count: number): SilenceWindow[] {
  const until = endOf(silence)
  const { recurring } = silence
  if (now >= until) return []
  if (!recurring) return [{ from: silence.from, until }]
  const windows: SilenceWindow[] = []
  for (const date of datesOf(recurring, Math.max(now, silence.from), until)) {
    if (windows.length === count) break
    const window = windowOn(recurring, date)
    const from = Math.max(window.from, silence.from)
    const clipped = { from, until: Math.min(window.until, until) }
    if (clipped.until > Math.max(now, from)) windows.push(clipped)
  }
  return windows
}

/** The local days on which a window begins that may be open between two moments. */
function* datesOf({ days, timeZone }: Recurring, from: number, until: number): Generator<number> {
  const last = localTime(until, timeZone)
  // A window that is open now began yesterday at the earliest.
  for (let date = startOfDay(localTime(from, timeZone)) - day; date <= last; date += day) {
    const weekday = weekdays[(new Date(date).getUTCDay() + 6) % 7]
    if (weekday && days.includes(weekday)) yield date
  }
}

function windowOn({ from, to, timeZone }: Recurring, date: number): SilenceWindow {
  const [begins, ends] = [minutesOf(from), minutesOf(to)]
  const end = date + ends * minute + (ends <= begins ? day : 0)
  return { from: instantOf(date + begins * minute, timeZone), until: instantOf(end, timeZone) }
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

function startOfDay(local: number): number {
  return Math.floor(local / day) * day
}
