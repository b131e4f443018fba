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
  if (!profileKnown(state, at)) return { ...recent, basis: 'recent' }
  const usual = judge(value, profileAt(state, at), deviationAt(state, at, measure))
  return usual.score > recent.score
    ? { ...usual, basis: 'time-of-day' }
    : { ...recent, basis: 'recent' }
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
  if (state.count === 0) return { ...state, count: 1, firstAt: at, lastAt: at, level: value }
  const expected = expectation(state, at)
  const error = value - expected
  const reach = teachingDeviations * spreadAt(state, at, measure)
  const taught = state.count < warmUpReadings ? error : Math.max(-reach, Math.min(reach, error))
  const levelWeight = 1 - Math.exp(-(at - state.lastAt) / levelMilliseconds)
  const spreadWeight = 1 / Math.min(state.count, spreadMemory)
  return {
    ...state,
    count: state.count + 1,
    lastAt: at,
    level: expected + taught * Math.max(levelWeight, 1 / (state.count + 1)),
    spread: state.spread + (Math.abs(taught) - state.spread) * spreadWeight,
    ...learnProfile(state, at, value, measure),
  }
}

function learnProfile(state: SeasonalSurprise, at: number, value: number, measure: Measure) {
  const hour = hourOf(at)
  const today = Math.floor(at / dayMilliseconds)
  const newDay = read(state.day, hour) !== today
  const days = read(state.days, hour) + (newDay ? 1 : 0)
  const mean = read(state.mean, hour)
  const error = days <= 1 && newDay ? value : value - mean
  const known = days >= daysUntilProfile
  const reach = teachingDeviations * Math.max(read(state.deviation, hour), floorOf(measure))
  const taught = known ? Math.max(-reach, Math.min(reach, error)) : error
  // Within a day the hour's weight is spread over its readings; a dozen an hour stand for any number.
  const weight = newDay && days <= 1 ? 1 : 1 / (12 * Math.min(days, profileDays))
  const deviationError = Math.abs(taught) - read(state.deviation, hour)
  return {
    mean: replace(state.mean, hour, newDay && days <= 1 ? value : mean + taught * weight),
    deviation:
      newDay && days <= 1
        ? state.deviation
        : replace(state.deviation, hour, read(state.deviation, hour) + deviationError * weight),
    days: newDay ? replace(state.days, hour, days) : state.days,
    day: newDay ? replace(state.day, hour, today) : state.day,
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
