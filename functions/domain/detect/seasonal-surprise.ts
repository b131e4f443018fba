import type { Detector, Measure, Observation, Verdict } from './detector.ts'

/**
 * Expects a value to go on from where it was, moving as it moves at this time of day.
 * Misses: slow drifts within the band, weekly cycles, anything in relations between sensors.
 */
export interface SeasonalSurprise {
  readonly count: number
  readonly firstAt: number
  readonly lastAt: number
  readonly level: number
  /** Mean absolute error of the next reading. */
  readonly spread: number
  /** The range of values so far, and the two largest errors of separate occasions. */
  readonly lowest: number
  readonly highest: number
  readonly jump: number
  readonly jumpBefore: number
  readonly jumpAt: number
  /** By hour of the day in UTC: mean, mean absolute deviation from it, days seen, last day seen. */
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  readonly days: readonly number[]
  readonly day: readonly number[]
}

const hours = 24
const hourMilliseconds = 3_600_000
const dayMilliseconds = hours * hourMilliseconds
/** The level forgets within about twenty minutes: faster than weather, slower than noise. */
const levelMilliseconds = 20 * 60_000
/** Two hundred readings are enough for a spread that single readings do not move. */
const spreadMemory = 200
/** A fortnight: what the house shows as history. */
const profileDays = 14
/** From the third day the time of day is known from two others. */
const daysUntilProfile = 3
/** Readings before anything is said at all. */
const warmUpReadings = 60
const warmUpMilliseconds = hourMilliseconds
/** Tail of the Laplace distribution: one mean absolute deviation is 0.434 decades. */
const decadesPerDeviation = Math.LOG10E
const bandDecades = 3
const maximumScore = 12
/** A jump of up to this much more than the second largest before it counts as seen. */
const knownJumps = 1.25
/** What has been seen keeps this share of its score: below the threshold unless it is enormous. */
const knownWeight = 0.2
const firstDayWeight = 0.55
/** Errors within this time are one occasion. */
const occasionMilliseconds = hourMilliseconds / 2
/** Few days say little about how days differ: the band is wider by this share of one day. */
const doubtDays = 3
/** A surprising reading teaches at most as much as one at this many deviations. */
const teachingDeviations = 3

const zeros: readonly number[] = new Array<number>(hours).fill(0)

export const seasonalSurprise: Detector<SeasonalSurprise> = {
  name: 'seasonal-surprise',
  version: 1,
  initial: {
    count: 0,
    firstAt: 0,
    lastAt: 0,
    level: 0,
    spread: 0,
    lowest: 0,
    highest: 0,
    jump: 0,
    jumpBefore: 0,
    jumpAt: 0,
    mean: zeros,
    deviation: zeros,
    days: zeros,
    day: zeros,
  },
  score,
  learn,
  learned: (state) =>
    Math.min(
      1,
      state.count / warmUpReadings,
      (state.lastAt - state.firstAt) / (daysUntilProfile * dayMilliseconds),
    ),
}

function score(state: SeasonalSurprise, { at, value }: Observation, measure: Measure): Verdict {
  if (state.count < warmUpReadings || at - state.firstAt < warmUpMilliseconds) return silent
  const recent = judge(value, expectation(state, at), spreadAt(state, at, measure))
  const tempered = {
    ...recent,
    score: recent.score * temper(state, at, value),
    basis: 'recent' as const,
  }
  if (!profileKnown(state, at)) return tempered
  const usual = judge(value, profileAt(state, at), doubtfulDeviationAt(state, at, measure))
  return usual.score > tempered.score ? { ...usual, basis: 'time-of-day' } : tempered
}

/** A jump that has been seen before, within the values seen before, is this sensor's way, not a surprise. */
function temper(state: SeasonalSurprise, at: number, value: number): number {
  const error = Math.abs(value - expectation(state, at))
  const known =
    value >= state.lowest && value <= state.highest && error <= knownJumps * state.jumpBefore
  if (known) return knownWeight
  // Before it has seen a whole day, it cannot know what a day brings.
  return at - state.firstAt < dayMilliseconds ? firstDayWeight : 1
}

const silent: Verdict = { score: null, expected: null, low: null, high: null, basis: 'recent' }

function judge(value: number, expected: number, spread: number) {
  const score = Math.min(maximumScore, (Math.abs(value - expected) / spread) * decadesPerDeviation)
  const reach = (bandDecades / decadesPerDeviation) * spread
  return { score, expected, low: expected - reach, high: expected + reach }
}

function learn(
  state: SeasonalSurprise,
  { at, value }: Observation,
  measure: Measure,
): SeasonalSurprise {
  if (state.count === 0)
    return {
      ...state,
      count: 1,
      firstAt: at,
      lastAt: at,
      level: value,
      lowest: value,
      highest: value,
    }
  const expected = expectation(state, at)
  const error = value - expected
  const reach = teachingDeviations * spreadAt(state, at, measure)
  const taught = state.count < warmUpReadings ? error : Math.max(-reach, Math.min(reach, error))
  const levelWeight = 1 - Math.exp(-(at - state.lastAt) / levelMilliseconds)
  const spreadWeight = 1 / Math.min(state.count, spreadMemory)
  return {
    ...state,
    ...learnJump(state, at, Math.abs(error)),
    lowest: Math.min(state.lowest, value),
    highest: Math.max(state.highest, value),
    count: state.count + 1,
    lastAt: at,
    level: expected + taught * Math.max(levelWeight, 1 / (state.count + 1)),
    spread: state.spread + (Math.abs(taught) - state.spread) * spreadWeight,
    ...learnProfile(state, at, value, measure),
  }
}

/** Keeps the largest errors of two occasions; the second is what has been seen at least twice. */
function learnJump(state: SeasonalSurprise, at: number, error: number) {
  if (error <= state.jumpBefore) return {}
  const sameOccasion = at - state.jumpAt < occasionMilliseconds
  if (error > state.jump)
    return { jump: error, jumpAt: at, jumpBefore: sameOccasion ? state.jumpBefore : state.jump }
  return sameOccasion ? {} : { jumpBefore: error }
}

function learnProfile(state: SeasonalSurprise, at: number, value: number, measure: Measure) {
  const hour = hourOf(at)
  const today = Math.floor(at / dayMilliseconds)
  const isNew = read(state.day, hour) !== today
  const days = read(state.days, hour) + (isNew ? 1 : 0)
  const seen = isNew
    ? { days: replace(state.days, hour, days), day: replace(state.day, hour, today) }
    : {}
  if (isNew && days === 1) return { ...seen, mean: replace(state.mean, hour, value) }
  const mean = read(state.mean, hour)
  const deviation = read(state.deviation, hour)
  const reach =
    days < daysUntilProfile
      ? Number.POSITIVE_INFINITY
      : teachingDeviations * Math.max(deviation, floorOf(measure))
  const taught = Math.max(-reach, Math.min(reach, value - mean))
  // Within a day the hour's weight is spread over its readings; a dozen an hour stand for any number.
  const weight = 1 / (12 * Math.min(days, profileDays))
  return {
    ...seen,
    mean: replace(state.mean, hour, mean + taught * weight),
    deviation: replace(state.deviation, hour, deviation + (Math.abs(taught) - deviation) * weight),
  }
}

/** Where the value should be now: its level, moved as the day moves it. */
function expectation(state: SeasonalSurprise, at: number): number {
  if (!profileKnown(state, at) || !profileKnown(state, state.lastAt)) return state.level
  // After a pause the old level says little: lean on the time of day.
  const trust = Math.exp(-(at - state.lastAt) / (6 * levelMilliseconds))
  const usual = profileAt(state, at)
  return usual + (state.level - profileAt(state, state.lastAt)) * trust
}

function spreadAt(state: SeasonalSurprise, at: number, measure: Measure): number {
  const pause = Math.max(0, at - state.lastAt) / levelMilliseconds
  const widened = profileKnown(state, at)
    ? Math.min(pause, 1) * deviationAt(state, at, measure) * 0.5
    : 0
  return Math.max(state.spread, floorOf(measure)) + widened
}

function profileKnown(state: SeasonalSurprise, at: number): boolean {
  const hour = hourOf(at)
  return (
    read(state.days, hour) >= daysUntilProfile &&
    read(state.days, (hour + 1) % hours) >= daysUntilProfile - 1 &&
    read(state.days, (hour + hours - 1) % hours) >= daysUntilProfile - 1
  )
}

/** Between the middles of two hours the profile is a straight line. */
function profileAt(state: SeasonalSurprise, at: number): number {
  return interpolate(state.mean, at)
}

function deviationAt(state: SeasonalSurprise, at: number, measure: Measure): number {
  return Math.max(interpolate(state.deviation, at), floorOf(measure))
}

/** The usual deviation at this time of day, wider while few days are known. */
function doubtfulDeviationAt(state: SeasonalSurprise, at: number, measure: Measure): number {
  const days = read(state.days, hourOf(at))
  const typical = state.deviation.reduce((sum, deviation) => sum + deviation, 0) / hours
  return (
    Math.max(deviationAt(state, at, measure), typical / 2) * (1 + doubtDays / Math.max(1, days))
  )
}

function interpolate(bins: readonly number[], at: number): number {
  const position =
    (((at % dayMilliseconds) + dayMilliseconds) % dayMilliseconds) / hourMilliseconds - 0.5
  const lower = Math.floor(position)
  const share = position - lower
  return read(bins, (lower + hours) % hours) * (1 - share) + read(bins, (lower + 1) % hours) * share
}

/** Below two steps of the sensor's own resolution nothing is a surprise. */
function floorOf(measure: Measure): number {
  return 2 * measure.resolution
}

function hourOf(at: number): number {
  return ((Math.floor(at / hourMilliseconds) % hours) + hours) % hours
}

function read(bins: readonly number[], index: number): number {
  return bins[index] ?? 0
}

function replace(bins: readonly number[], index: number, value: number): readonly number[] {
  const copy = bins.slice()
  copy[index] = value
  return copy
}
