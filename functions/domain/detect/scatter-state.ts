import { hourMilliseconds } from './daily-profile.ts'

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
  /** Mean of the last hours' distances, the nearer the more. */
  readonly recent: number
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
/** The newest hour's share in the mean of the last ones: a change shows whole within the day, and is over within hours. */
const recentShare = 1 / 6
/** One wild hour is its own news: in the mean it counts as no more than fourfold. */
const mostInRecent = Math.log(4)
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
  recent: 0,
  since: 0,
}

/** Natural logarithm of how many times the usual it scattered, and how far that usually lies from 0. */
export interface ScatterLook {
  readonly distance: number
  readonly deviation: number
}

/** An hour set against its like, and the mean of the last ones. */
export interface ScatterVerdict {
  readonly usual: number
  readonly hour: ScatterLook
  readonly recent: ScatterLook
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
  const hour = Math.floor(at / hourMilliseconds)
  return Math.floor((((hour % hoursOfDay) + hoursOfDay) % hoursOfDay) / hoursPerBin)
}

/** Judges the hour of the last row, and learns it. */
export function closeHour(state: ScatterState): {
  readonly state: ScatterState
  readonly verdict: ScatterVerdict | null
} {
  const { count, at, value, gap, step } = state
  // Another beat for most of an hour scatters in its own way: all begins anew.
  if (state.others >= leastCount && state.others > count)
    return { state: { ...noScatter, at, value, gap, step, usualGap: gap }, verdict: null }
  const empty = { ...state, sum: 0, count: 0, others: 0 }
  if (count < leastCount) return { state: empty, verdict: null }
  const closed = measure(state)
  const { usual, hour, recent, known, total } = closed
  const isKnown = known >= hoursToKnowBin && total >= hoursToKnow
  return {
    state: { ...empty, ...learn(state, closed), recent: recent.distance },
    verdict: isKnown ? { usual, hour, recent } : null,
  }
}

function measure(state: ScatterState) {
  const { sum, count, hours, between } = state
  const bin = binOf(state.at)
  const known = hours[bin] ?? 0
  const total = hours.reduce((a, b) => a + b, 0)
  const usual = state.usual[bin] ?? 0
  const distance = sum / count - usual
  const own = varianceTimesCount / count
  // What was learnt of few hours is known less well by as much.
  const doubt = 1 + 1 / Math.max(1, known)
  const hour = { distance, deviation: Math.sqrt((between + own) * doubt) }
  const recent = {
    distance: recentDistance(state, known < hoursToKnowBin ? null : distance),
    // How hours differ may last for hours, so only their own share averages out.
    deviation: Math.sqrt((between + (own * recentShare) / (2 - recentShare)) * doubt),
  }
  return { bin, known, total, usual, own, hour, recent }
}

/** In what was stored before it was kept, it begins with the usual. */
function recentDistance({ recent = 0 }: ScatterState, distance: number | null): number {
  if (distance === null) return recent
  const bounded = Math.max(-mostInRecent, Math.min(mostInRecent, distance))
  return millionths(recent + recentShare * (bounded - recent))
}

function learn(state: ScatterState, { bin, known, total, usual, own, hour }: Measured) {
  const { between, since } = state
  const most = teachingLimit * hour.deviation
  const taught = known === 0 ? hour.distance : Math.max(-most, Math.min(most, hour.distance))
  const seen = Math.min(known + 1, hoursRemembered)
  // An excursion is one event, however many hours it lasts: else it would soon pass as usual.
  const lasted = since === 0 ? 0 : Math.floor((state.at - since) / hourMilliseconds)
  const weight = 1 / Math.min(hoursOfDay + total, hoursOfFortnight) / (1 + lasted)
  const learnt = known === 0 ? between : between + weight * (taught * taught - own - between)
  return {
    usual: state.usual.with(bin, thousandths(usual + taught / seen)),
    hours: state.hours.with(bin, seen),
    between: Math.max(leastBetween, millionths(learnt)),
  }
}
type Measured = ReturnType<typeof measure>

/** Three digits after the point are finer than an hour can tell, and short to store. */
function thousandths(value: number): number {
  // Never −0, which storage would make 0.
  return Math.round(value * 1_000) / 1_000 + 0
}

/** What is learnt over a fortnight moves by less than a thousandth an hour, and would stand still. */
function millionths(value: number): number {
  return Math.round(value * 1_000_000) / 1_000_000 + 0
}
