import {
  betweenHours,
  type DailyProfile,
  hourMilliseconds,
  hoursOfDay,
  isKnown,
  valueAt,
} from './daily-profile.ts'
import { coarse, rounded } from './rounded.ts'

/** What a sensor says by the day of the week beyond what it says by the hour of the day, three hours at a time. */
export interface WeeklyCourse {
  /** From the day's course; 0 where that part of the week was never seen. */
  readonly departures: readonly number[]
  /** From which hour on it is learnt, counted from 1970; 0 before. */
  readonly since: number
  /** By how much the day's course was moved at once in all: a weekend is no new level. */
  readonly moved: number
  /** Where the whole week lies now: it follows in days what its parts follow in weeks. */
  readonly offset: number
  /** Mean distance of the value from this course, and from what else would be expected. */
  readonly error: number
  readonly otherError: number
}

const [hoursOfPart, hoursOfWeek] = [3, 168]
const partsOfWeek = hoursOfWeek / hoursOfPart
const weekMilliseconds = hoursOfWeek * hourMilliseconds
/** Four weeks of a part count alike; what is older fades. */
const hoursRemembered = 4 * hoursOfPart
/** Two days, and no faster than the level: or it would be the better one for its haste alone. */
const offsetHours = 48
/** A reading in each part at least, though it be early or late by a little. */
const longestInterval = 0.9 * hoursOfPart * hourMilliseconds
/** One week is learnt, and in the next it is compared with what the day alone says: so it serves from the third. */
const [weeksToCompare, weeksToUse] = [1, 2]

export const noWeek: WeeklyCourse = {
  departures: new Array<number>(partsOfWeek).fill(0),
  since: 0,
  moved: 0,
  offset: 0,
  error: 0,
  otherError: 0,
}

/** Where the value is expected at this time of the week; null where that is not known. */
export function valueInWeek(week: WeeklyCourse, profile: DailyProfile, at: number): number | null {
  const position = at / (hoursOfPart * hourMilliseconds) - 0.5
  const whole = Math.floor(position)
  const before = week.departures[wrapped(whole, partsOfWeek)] ?? 0
  const after = week.departures[wrapped(whole + 1, partsOfWeek)] ?? 0
  const between = betweenHours(at)
  if (before === 0 || after === 0 || !isKnown(profile, between)) return null
  const share = position - whole
  const departure = before * (1 - share) + after * share
  return valueAt(profile, between) - week.moved + week.offset + departure
}

export function isCompared({ since }: WeeklyCourse, at: number): boolean {
  return since > 0 && at - since * hourMilliseconds >= weeksToCompare * weekMilliseconds
}

/** Of a sensor that is slower than a part of the week too little of it is ever seen. */
export function isUsable({ since }: WeeklyCourse, at: number, interval: number): boolean {
  const isLearnt = since > 0 && at - since * hourMilliseconds >= weeksToUse * weekMilliseconds
  return isLearnt && interval < longestInterval
}

/** An hour is over: `before` is the day's course with that hour still open. */
export function learnWeek(
  week: WeeklyCourse,
  before: DailyProfile,
  hour: number,
  levelMilliseconds: number,
): WeeklyCourse {
  const place = wrapped(before.hour, hoursOfDay)
  if (hour === before.hour || before.count === 0 || before.days[place] === 0) return week
  const since = week.since || before.hour
  const part = Math.floor(wrapped(before.hour, hoursOfWeek) / hoursOfPart)
  const known = week.departures[part] ?? 0
  const departure = before.sum / before.count - ((before.means[place] ?? 0) - week.moved)
  const weeks = Math.floor((before.hour - since) / hoursOfWeek)
  const hours = weeks * hoursOfPart + (before.hour % hoursOfPart) + 1
  const rate = known === 0 ? 1 : 1 / Math.min(hours, hoursRemembered)
  const taught = departure - week.offset
  const follows = Math.max(offsetHours, levelMilliseconds / hourMilliseconds)
  const offset = weeks < weeksToCompare || known === 0 ? 0 : (taught - known) / follows
  return {
    ...week,
    since,
    departures: week.departures.with(part, coarse(known + (taught - known) * rate)),
    offset: rounded(week.offset + offset),
  }
}

/** Over two weeks, so that each of its days weighs alike. */
export function compareWeek(
  week: WeeklyCourse,
  distance: number,
  otherDistance: number,
  readings: number,
): WeeklyCourse {
  const share = 1 / Math.max(1, readings)
  return {
    ...week,
    error: rounded(week.error + (distance - week.error) * share),
    otherError: rounded(week.otherError + (otherDistance - week.otherError) * share),
  }
}

/** How many readings were compared by now, one an hour at most. */
export function comparedReadings({ since }: WeeklyCourse, at: number, interval: number): number {
  const compared = at - since * hourMilliseconds - weeksToCompare * weekMilliseconds
  return Math.min(compared, 2 * weekMilliseconds) / Math.max(hourMilliseconds, interval)
}

function wrapped(whole: number, length: number): number {
  return ((whole % length) + length) % length
}
