import { rounded } from './rounded.ts'

/** What a sensor says by the hour of the day, in UTC, learnt hour by hour. */
export interface DailyProfile {
  readonly means: readonly number[]
  /** Days on which an hour was seen, up to a week. */
  readonly days: readonly number[]
  /** The hour that goes on, counted from 1970, and what it said so far. */
  readonly hour: number
  readonly sum: number
  readonly count: number
}

export const hoursOfDay = 24
export const hourMilliseconds = 3_600_000
/** Each day of the last week counts alike; what is older fades. */
const daysRemembered = 7
/** Two days agree or do not: one cannot be told from chance. */
const daysToKnow = 2

const zeros: readonly number[] = new Array<number>(hoursOfDay).fill(0)

export const noProfile: DailyProfile = { means: zeros, days: zeros, hour: 0, sum: 0, count: 0 }

/** A moment between the middles of two hours of the day. */
export interface Between {
  readonly before: number
  readonly after: number
  readonly share: number
}

export function betweenHours(at: number): Between {
  const position = at / hourMilliseconds - 0.5
  const whole = Math.floor(position)
  const before = ((whole % hoursOfDay) + hoursOfDay) % hoursOfDay
  return { before, after: (before + 1) % hoursOfDay, share: position - whole }
}

export function isKnown({ days }: DailyProfile, { before, after }: Between): boolean {
  const [one, other] = [days[before] ?? 0, days[after] ?? 0]
  return isOfSlow(one, other) || (one >= daysToKnow && other >= daysToKnow)
}

/** Of a sensor that speaks every few hours no two in a row are ever seen: the one that is known speaks for both. */
function isOfSlow(one: number, other: number): boolean {
  return Math.min(one, other) === 0 && Math.max(one, other) >= daysToKnow
}

/** Of how many hours of the day it is known what they bring. */
export function hoursKnown({ days }: DailyProfile): number {
  return days.filter((seen) => seen >= daysToKnow).length
}

/** Whether there is a day to compare with. */
export function isSeen({ days }: DailyProfile, { before, after }: Between): boolean {
  const [one, other] = [days[before] ?? 0, days[after] ?? 0]
  return isOfSlow(one, other) || (one > 0 && other > 0)
}

/** Between the middles of two hours it is a straight line. */
export function valueAt({ means, days }: DailyProfile, { before, after, share }: Between): number {
  if (days[before] === 0) return means[after] ?? 0
  if (days[after] === 0) return means[before] ?? 0
  return (means[before] ?? 0) * (1 - share) + (means[after] ?? 0) * share
}

/** `most`: one reading teaches no more than so far from the hour's mean, or from where the week expects it. */
export function learnHour(
  profile: DailyProfile,
  at: number,
  value: number,
  most: number,
  inWeek: number | null,
): DailyProfile {
  const hour = Math.floor(at / hourMilliseconds)
  const current = hour === profile.hour ? profile : closeHour(profile, hour)
  const place = hour % hoursOfDay
  const mean = inWeek ?? current.means[place] ?? 0
  const isNew = (current.days[place] ?? 0) === 0
  const taught = isNew ? value : Math.max(mean - most, Math.min(mean + most, value))
  const { means, days, sum, count } = current
  return { means, days, hour, sum: rounded(sum + taught), count: count + 1 }
}

function closeHour(profile: DailyProfile, hour: number): DailyProfile {
  const { means, days, sum, count } = profile
  if (count === 0) return { ...profile, hour }
  const place = ((profile.hour % hoursOfDay) + hoursOfDay) % hoursOfDay
  const seen = Math.min((days[place] ?? 0) + 1, daysRemembered)
  const mean = means[place] ?? 0
  return {
    means: means.with(place, rounded(mean + (sum / count - mean) / seen)),
    days: days.with(place, seen),
    hour,
    sum: 0,
    count: 0,
  }
}

/** The whole course, moved to another height. */
export function movedBy(profile: DailyProfile, distance: number): DailyProfile {
  return {
    ...profile,
    means: profile.means.map((mean, hour) =>
      profile.days[hour] === 0 ? mean : rounded(mean + distance),
    ),
    sum: rounded(profile.sum + distance * profile.count),
  }
}
