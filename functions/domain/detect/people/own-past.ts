/**
 * What a slow series of a cell has been: over the last days, and at this hour of the day. A value is surprising
 * only if it is against both, so that neither a night nor a holiday is one.
 */
export interface OwnPast {
  readonly count: number
  readonly firstAt: number
  readonly lastAt: number
  /** Mean of the last hour or so. */
  readonly recent: number
  readonly level: number
  /** Mean absolute deviation of the recent mean from what was expected of it. */
  readonly spread: number
  /** By hour of the day in UTC: mean, and on how many days it was seen. */
  readonly hours: readonly number[]
  readonly days: readonly number[]
  readonly lastDay: readonly number[]
}

export interface Departure {
  /** Signed, of the recent mean, from the nearer of the two expectations; 0 between them. */
  readonly size: number
  readonly recent: number
  readonly expected: number
  /** In standard deviations of its own past. */
  readonly deviations: number
  /** 0 to 1: below a day nobody knows what nights are like. */
  readonly knowledge: number
}

const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds
/** Single windows scatter by who happened to report; an hour has a dozen of them. */
const recentMilliseconds = hourMilliseconds
/** A week has every kind of day in it. */
const levelMilliseconds = 7 * dayMilliseconds
const profileDays = 7
/** An hour seen once may have been an odd one. */
const daysToKnowHour = 2
/** Standard deviation of a normal variable per mean absolute deviation. */
const perMeanDeviation = 1.2533
/** A surprising value teaches at most as much as one at this many deviations. */
const teachingDeviations = 3
/** Three independent hours are the fewest that tell scatter from level. */
const warmUpMilliseconds = 3 * hourMilliseconds
const warmUpWindows = 24

const zeros: readonly number[] = new Array<number>(24).fill(0)

export const noPast: OwnPast = {
  count: 0,
  firstAt: 0,
  lastAt: 0,
  recent: 0,
  level: 0,
  spread: 0,
  hours: zeros,
  days: zeros,
  lastDay: zeros,
}

/** Null while too little is known. `least` is the smallest spread that means anything. */
export function departureOf(past: OwnPast, least: number): Departure | null {
  const known = past.lastAt - past.firstAt
  if (past.count < warmUpWindows || known < warmUpMilliseconds) return null
  const [low, high] = expectations(past)
  const expected = Math.max(low, Math.min(high, past.recent))
  const size = past.recent - expected
  const knowledge = Math.min(1, known / dayMilliseconds)
  // Hours of a first day follow one another, so their spread says less than it seems to.
  const spread = Math.max(least, past.spread) * perMeanDeviation * (2 - knowledge)
  return { size, recent: past.recent, expected, deviations: size / spread, knowledge }
}

function expectations({ level, hours, days, lastAt }: OwnPast): readonly [number, number] {
  const hour = hourOf(lastAt)
  if ((days[hour] ?? 0) < daysToKnowHour) return [level, level]
  const usual = hours[hour] ?? level
  return [Math.min(level, usual), Math.max(level, usual)]
}

/** `weight`, 0 to 1: how much of this window may be learnt; less where it is suspected. */
export function learnPast(past: OwnPast, at: number, value: number, weight: number): OwnPast {
  if (past.count === 0) return begin(at, value)
  const elapsed = Math.max(0, at - past.lastAt)
  const recent = towards(past.recent, value, elapsed / recentMilliseconds)
  const age = at - past.firstAt
  const [low, high] = expectations({ ...past, lastAt: at })
  const error = recent - Math.max(low, Math.min(high, recent))
  const most = teachingDeviations * Math.max(past.spread, Number.MIN_VALUE)
  // Until the spread is known, everything teaches.
  const isYoung = age < warmUpMilliseconds
  const taught = isYoung ? error : Math.max(-most, Math.min(most, error))
  const share = (weight * elapsed) / Math.min(levelMilliseconds, Math.max(age, recentMilliseconds))
  const level =
    past.level +
    Math.min(1, share) * (isYoung ? value - past.level : clip(value - past.level, 4 * most))
  return {
    ...past,
    count: past.count + 1,
    lastAt: at,
    recent,
    level,
    spread: past.spread + Math.min(1, share) * (Math.abs(taught) - past.spread),
    ...learnHour(past, at, value, weight),
  }
}

function begin(at: number, value: number): OwnPast {
  return { ...noPast, count: 1, firstAt: at, lastAt: at, recent: value, level: value }
}

function learnHour(
  { hours, days, lastDay }: OwnPast,
  at: number,
  value: number,
  weight: number,
): Pick<OwnPast, 'hours' | 'days' | 'lastDay'> {
  const hour = hourOf(at)
  const day = Math.floor(at / dayMilliseconds)
  const seen = (days[hour] ?? 0) + (lastDay[hour] === day ? 0 : 1)
  const before = hours[hour] ?? 0
  // A dozen windows share what one day may teach.
  const share = seen <= 1 ? 0.2 : 1 / (12 * Math.min(profileDays, seen))
  const mean = days[hour] === 0 ? value : before + weight * share * (value - before)
  return {
    hours: hours.with(hour, mean),
    days: days.with(hour, Math.min(profileDays, seen)),
    lastDay: lastDay.with(hour, day),
  }
}

function hourOf(at: number): number {
  return Math.floor((at % dayMilliseconds) / hourMilliseconds)
}

function towards(value: number, goal: number, share: number): number {
  return value + (1 - Math.exp(-share)) * (goal - value)
}

function clip(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}
