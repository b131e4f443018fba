import { rounded } from '#domain/detect/rounded.ts'
import { grainOf, grainsPerStep } from './comparison.ts'

/** How a sensor has moved against its neighbours, in hundredths of what it resolves. */
export interface DriftState {
  /** By hour of the day, in UTC: what it says where its neighbours say what they usually do; and of how many days. */
  readonly levels: readonly number[]
  readonly days: readonly number[]
  /** How far it has moved from them, about a day's mean, and of how many hours. */
  readonly distance: number
  readonly hours: number
  /** Mean size of that distance in ordinary times. */
  readonly spread: number
  /** The farthest excursion that it came back from, and the one that goes on. */
  readonly farthest: number
  readonly excursion: number
  /** The last hour in which it was among them. */
  readonly near: number
  /** Hours on end in which it was away, and of those the last in which it was among them again. */
  readonly strange: number
  readonly back: number
}

const hoursOfDay = 24
/** One day gives a level, a second day says that it holds. */
const daysToCompare = 2
/** Four weeks count alike: what drifts slower than that is followed. */
const daysRemembered = 28
/** With the two days before, a weekend is in it. */
const hoursToKnow = 96
/** The course of the day cancels out of a day's mean. */
const hoursOfMean = 24
const hoursOfSpread = 14 * hoursOfDay
const hoursOfFarthest = 28 * hoursOfDay
/** Told: so many usual deviations away, half again as far as ever, and more than two steps of the sensor. */
const deviationsToTell = 5
const timesFarthest = 1.5
const leastSteps = 2
/** Away until it is within this share of what was told. */
const nearShare = 0.6
const hoursBack = 6
/** A week away is a new place. */
const hoursToRelearn = 168
const deviationPerMean = Math.sqrt(Math.PI / 2)
/** What one hour teaches: a level at most 6 deviations, the mean at most thrice what is told, the spread 4 deviations. */
const levelLimit = 6
const meanLimit = 3
const spreadLimit = 4

const zeros: readonly number[] = new Array<number>(hoursOfDay).fill(0)

export const noDrift: DriftState = {
  ...{ levels: zeros, days: zeros, distance: 0, hours: 0, spread: 0 },
  ...{ farthest: 0, excursion: 0, near: 0, strange: 0, back: 0 },
}

export interface DriftVerdict {
  /** All in the metric's unit. */
  readonly distance: number
  readonly bound: number
  readonly usual: number
  /** What is expected at this hour, going by the neighbours. */
  readonly expected: number
  readonly near: number
  /** In usual deviations as far as it is told by: 5 is told. */
  readonly deviations: number
}

/** What it says beyond its own level; null where it has none for this hour of the day. */
export function restOf(state: DriftState, hour: number, value: number, resolution: number) {
  const place = hour % hoursOfDay
  if ((state.days[place] ?? 0) === 0) return null
  return (value * grainsPerStep) / resolution - (state.levels[place] ?? 0)
}

/** Judges an hour, then learns it. `common`: how far the neighbours are beyond their levels. */
export function advanceDrift(
  state: DriftState,
  hour: number,
  value: number,
  common: number,
  resolution: number,
): { readonly state: DriftState; readonly verdict: DriftVerdict | null } {
  const place = hour % hoursOfDay
  const rest = (restOf(state, hour, value, resolution) ?? 0) - common
  const days = state.days[place] ?? 0
  const grain = grainOf({ resolution })
  if (days === 0) return { state: setLevel(state, place, value / grain - common, 1), verdict: null }
  if (days < daysToCompare)
    return { state: teachLevel(state, place, rest, Number.POSITIVE_INFINITY), verdict: null }
  const judged = judge(state, hour, rest)
  const expected = grain * ((state.levels[place] ?? 0) + common)
  return {
    state: learn(judged, place, rest),
    verdict: judged.isKnown ? inUnits(judged, expected, grain) : null,
  }
}

interface Judged {
  readonly state: DriftState
  readonly before: DriftState
  readonly deviation: number
  readonly bound: number
  readonly isKnown: boolean
}

function judge(before: DriftState, hour: number, rest: number): Judged {
  const hours = before.hours + 1
  const isKnown = hours >= hoursToKnow
  const isAway = before.strange > 0
  const deviation = Math.max(deviationPerMean * before.spread, grainsPerStep)
  const bound = Math.max(
    deviationsToTell * deviation,
    timesFarthest * before.farthest,
    leastSteps * grainsPerStep,
  )
  const back = isAway && Math.abs(rest) < nearShare * bound ? before.back + 1 : 0
  const isBack = back >= hoursBack
  const most = isKnown && !isAway ? meanLimit * bound : Number.POSITIVE_INFINITY
  const distance = isBack ? rounded(rest) : followMean(before.distance, clip(rest, most), hours)
  const isStrange = isKnown && !isBack && Math.abs(distance) >= (isAway ? nearShare * bound : bound)
  const near = before.near === 0 || Math.abs(distance) <= bound / 4 ? hour : before.near
  const course = isStrange ? { strange: before.strange + 1, back } : { strange: 0, back: 0 }
  return {
    state: { ...before, hours, distance, near, ...course },
    before,
    deviation,
    bound,
    isKnown,
  }
}

/** About a day's mean. What a sensor is away counts in full, for there it may come to belong. */
function followMean(mean: number, rest: number, hours: number): number {
  return rounded(mean + (rest - mean) / Math.min(hours, hoursOfMean))
}

function learn({ state, deviation, isKnown }: Judged, place: number, rest: number): DriftState {
  if (state.strange >= hoursToRelearn) return settle(state)
  if (state.strange > 0) return state
  const size = Math.abs(state.distance)
  const { hours } = state
  const seen = Math.min(hours - hoursOfMean, hoursOfSpread)
  const taught = isKnown ? Math.min(size, spreadLimit * deviation) : size
  const spread = seen > 0 ? rounded(state.spread + (taught - state.spread) / seen) : 0
  const next = { ...state, spread, ...excursionOf(state, size) }
  return teachLevel(next, place, rest, levelLimit * deviation)
}

/** An excursion counts when it is over, or a drift would raise its own bound. */
function excursionOf({ hours, farthest, excursion }: DriftState, size: number) {
  if (hours <= hoursOfMean) return {}
  const faded = farthest * (1 - 1 / hoursOfFarthest)
  const peak = Math.max(excursion, size)
  if (size >= peak / 2) return { farthest: rounded(faded), excursion: peak }
  return { farthest: rounded(Math.max(faded, peak)), excursion: size }
}

/** Where it has been for so long is where it belongs. */
function settle(state: DriftState): DriftState {
  const moved = Math.round(state.distance)
  const levels = state.levels.map((level) => level + moved)
  return { ...state, levels, distance: 0, excursion: 0, strange: 0, back: 0 }
}

function teachLevel(state: DriftState, place: number, rest: number, most: number): DriftState {
  const days = Math.min((state.days[place] ?? 0) + 1, daysRemembered)
  return setLevel(state, place, (state.levels[place] ?? 0) + clip(rest, most) / days, days)
}

function setLevel(state: DriftState, place: number, level: number, days: number): DriftState {
  // Never −0, which storage would make 0.
  const levels = state.levels.with(place, Math.round(level) + 0)
  return { ...state, levels, days: state.days.with(place, days) }
}

function inUnits(judged: Judged, expected: number, grain: number): DriftVerdict {
  const { state, before, deviation, bound } = judged
  return {
    distance: grain * state.distance,
    bound: grain * bound,
    usual: grain * Math.max(2 * deviation, before.farthest),
    expected,
    near: state.near,
    deviations: (deviationsToTell * Math.abs(state.distance)) / bound,
  }
}

function clip(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}
