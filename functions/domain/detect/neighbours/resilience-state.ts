import { rounded } from '#domain/detect/rounded.ts'

/** How a sensor, set against its neighbours, comes back from what disturbs it; day by day, in hundredths of a step. */
export interface ResilienceState {
  /** The day that goes on, counted from 1970, and of its pairs of hours in a row how many, their products and squares. */
  readonly day: number
  readonly pairs: number
  readonly products: number
  readonly squares: number
  /** Where it has been for about a day, of how many hours. */
  readonly slow: number
  readonly hours: number
  /** The hour heard last and how far from there it was. */
  readonly lastHour: number
  readonly last: number
  /** The days that count, of each how much one hour left to the next, in thousandths, and its logarithm of the spread, in hundredths. */
  readonly days: readonly number[]
  readonly memories: readonly number[]
  readonly spreads: readonly number[]
}

const hoursOfDay = 24
/** What lasts longer than a day is weather that neighbours share in part, or a new place: no way back. */
const hoursOfSlow = 24
/** Levels by the hour of the day follow what they are learnt from for ten days, and spreads grow as they cease to. */
const hoursToBegin = 240
/** A day of which a quarter is missing says little of either. */
const pairsToCount = 18
/** Three weeks: long enough for a trend that nobody can overlook, short enough to be before what it warns of. */
const daysRemembered = 21
/** Of fewer, no order is rarer than one in 10,000. */
const daysToJudge = 12

export const noResilience: ResilienceState = {
  ...{ day: 0, pairs: 0, products: 0, squares: 0, slow: 0, hours: 0, lastHour: 0, last: 0 },
  ...{ days: [], memories: [], spreads: [] },
}

/** What the days remembered say, the oldest first; memories 0 to 1, spreads in the units of `apart`. */
export interface ResilienceDays {
  readonly days: number
  readonly memories: readonly number[]
  readonly spreads: readonly number[]
}

/** Learns an hour; the first of a day brings what is known of the days before. */
export function advanceResilience(
  before: ResilienceState,
  hour: number,
  apart: number,
): { readonly state: ResilienceState; readonly known: ResilienceDays | null } {
  const day = Math.floor(hour / hoursOfDay)
  const isNew = day !== before.day
  const state = isNew ? beginDay(closeDay(before), day) : before
  const known = isNew && state.days.length >= daysToJudge ? daysOf(state) : null
  return { state: learnHour(state, hour, apart), known }
}

function learnHour(state: ResilienceState, hour: number, apart: number): ResilienceState {
  const hours = state.hours + 1
  const left = rounded(apart - state.slow)
  const slow = rounded(state.slow + left / Math.min(hours, hoursOfSlow))
  const next = { ...state, hours, slow, lastHour: hour, last: left }
  if (hours <= hoursToBegin || state.lastHour !== hour - 1) return next
  return {
    ...next,
    pairs: state.pairs + 1,
    products: rounded(state.products + state.last * left),
    squares: rounded(state.squares + (state.last * state.last + left * left) / 2),
  }
}

function closeDay(state: ResilienceState): ResilienceState {
  const { day, pairs, products, squares } = state
  if (pairs < pairsToCount || squares <= 0) return state
  const memory = Math.round((1_000 * products) / squares) + 0
  const spread = Math.round(50 * Math.log(squares / pairs)) + 0
  const from = Math.max(
    0,
    state.days.findIndex((one) => one > day - daysRemembered),
  )
  const kept = <Value>(values: readonly Value[], value: Value) =>
    [...values.slice(from), value].slice(-daysRemembered)
  return {
    ...state,
    days: kept(state.days, day),
    memories: kept(state.memories, memory),
    spreads: kept(state.spreads, spread),
  }
}

function beginDay(state: ResilienceState, day: number): ResilienceState {
  return { ...state, day, pairs: 0, products: 0, squares: 0 }
}

function daysOf({ days, memories, spreads }: ResilienceState): ResilienceDays {
  return {
    days: (days.at(-1) ?? 0) - (days[0] ?? 0) + 1,
    memories: memories.map((memory) => memory / 1_000),
    spreads: spreads.map((spread) => Math.exp(spread / 100)),
  }
}
