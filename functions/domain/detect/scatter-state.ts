/** How a sensor scatters from row to row: logarithms of second differences, which forgive single spikes. */
export interface ScatterState {
  /** The last two rows: a second difference leaves out level and slope, and with them the course of the day. */
  readonly at: number
  readonly value: number
  readonly gap: number
  readonly step: number
  /** Of the hour that goes on: sum of logarithms, and how many. */
  readonly sum: number
  readonly count: number
  /** By two hours of the day, in UTC: the usual logarithm, and of how many hours it was learnt. */
  readonly usual: readonly number[]
  readonly hours: readonly number[]
  /** How far hours lie from the usual beyond what their few readings explain, squared. */
  readonly between: number
  /** The gap between rows that all this holds for, and how many differences of this hour had another. */
  readonly usualGap: number
  readonly others: number
  /** The first of the surprising hours, 0 where the last one was not. */
  readonly since: number
}

/** Light and valves scatter by the time of day; two hours of two days are four hours to learn from. */
const bins = 12
const hoursPerBin = 2
/** A week of a bin's hours counts alike; what is older fades. */
const hoursRemembered = 7 * hoursPerBin
/** Two days of a bin, and three in all: less cannot tell a habit from chance. */
const hoursToKnowBin = 4
const hoursToKnow = 72
/** Before anything is known, hours differ by a quarter; it weighs as much as a day. */
const unknownBetween = 0.0625
const hoursOfDay = 24
const hoursOfFortnight = 14 * hoursOfDay
/** Hours never agree better than within 5 %. */
const leastBetween = 0.0025
/** One leap is not scatter: a difference counts as no more than e⁴, about 55 times the usual. */
const farthest = 4
/** Surprising hours teach, but no more than three deviations. */
const teachingLimit = 3
/** Too few differences say nothing of an hour. */
const leastCount = 8
/**
 * Variance of the mean logarithm of n second differences of independent normal readings, times n:
 * π²/8 each, and Σ arcsin²(ρ) with the correlations −2/3 and 1/6 of neighbours.
 */
const varianceTimesCount = 1.794

const zeros: readonly number[] = new Array<number>(bins).fill(0)

export const noScatter: ScatterState = {
  at: 0,
  value: 0,
  gap: 0,
  step: 0,
  sum: 0,
  count: 0,
  usual: zeros,
  hours: zeros,
  between: unknownBetween,
  usualGap: 0,
  others: 0,
  since: 0,
}

/** An hour set against its like. */
export interface ScatterVerdict {
  /** Natural logarithm of how many times the usual it scattered. */
  readonly distance: number
  readonly deviation: number
  readonly usual: number
}

export function hearRow(
  state: ScatterState,
  at: number,
  value: number,
  resolution: number,
): ScatterState {
  const gap = at - state.at
  const step = value - state.value
  const next = { ...state, at, value, gap, step }
  // Only three rows at the same distance have a second difference.
  if (gap !== state.gap) return next
  if (gap !== state.usualGap) return { ...next, others: state.others + 1 }
  return { ...next, ...counted(next, step - state.step, resolution) }
}

function counted(state: ScatterState, difference: number, resolution: number) {
  const bin = binOf(state.at)
  // What is below the resolution reads as rest.
  const raw = Math.log(Math.max(Math.abs(difference) / resolution, 0.5))
  const usual = state.usual[bin] ?? 0
  const isKnown = (state.hours[bin] ?? 0) >= hoursToKnowBin
  const bounded = isKnown ? Math.max(usual - farthest, Math.min(usual + farthest, raw)) : raw
  return { sum: thousandths(state.sum + bounded), count: state.count + 1 }
}

function binOf(at: number): number {
  const hour = Math.floor(at / 3_600_000)
  return Math.floor((((hour % hoursOfDay) + hoursOfDay) % hoursOfDay) / hoursPerBin)
}

/** Judges the hour of the last row, and learns it. */
export function closeHour(state: ScatterState): {
  readonly state: ScatterState
  readonly verdict: ScatterVerdict | null
} {
  const { sum, count, usual, hours, between, at, value, gap, step } = state
  // Another beat for most of an hour scatters in its own way: all begins anew.
  if (state.others >= leastCount && state.others > count)
    return { state: { ...noScatter, at, value, gap, step, usualGap: gap }, verdict: null }
  const empty = { ...state, sum: 0, count: 0, others: 0 }
  if (count < leastCount) return { state: empty, verdict: null }
  const bin = binOf(at)
  const known = hours[bin] ?? 0
  const mean = usual[bin] ?? 0
  const distance = sum / count - mean
  const own = varianceTimesCount / count
  const deviation = Math.sqrt((between + own) * (1 + 1 / Math.max(1, known)))
  const most = teachingLimit * deviation
  const taught = known === 0 ? distance : Math.max(-most, Math.min(most, distance))
  const seen = Math.min(known + 1, hoursRemembered)
  const total = hours.reduce((a, b) => a + b, 0)
  const weight = 1 / Math.min(hoursOfDay + total, hoursOfFortnight)
  const learnt = known === 0 ? between : between + weight * (taught * taught - own - between)
  const isKnown = known >= hoursToKnowBin && total >= hoursToKnow
  return {
    state: {
      ...empty,
      usual: usual.with(bin, thousandths(mean + taught / seen)),
      hours: hours.with(bin, seen),
      between: Math.max(leastBetween, thousandths(learnt)),
    },
    verdict: isKnown ? { distance, deviation, usual: mean } : null,
  }
}

/** Three digits after the point are finer than an hour can tell, and short to store. */
function thousandths(value: number): number {
  // Never −0, which storage would make 0.
  return Math.round(value * 1_000) / 1_000 + 0
}
