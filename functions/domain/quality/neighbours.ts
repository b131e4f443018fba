import type { Sensor } from '#domain/sensor.ts'
import { isBeyond } from './is-beyond.ts'
import { notEvaluated, type Outcome, passed, suspect } from './outcomes.ts'

/** What a sensor's newest readings were: all that the tests between neighbours need. */
export interface Neighbours {
  /** When it was last heard in order; 0 before its first reading. */
  readonly at: number
  /** Milliseconds between its readings where there was no gap; 0 before the second. */
  readonly interval: number
  /** The last value, and the one before; null where a gap or a failed reading stands between. */
  readonly last: number | null
  readonly before: number | null
  /** Mean absolute change from one reading to the next, and over how many it was learnt. */
  readonly change: number
  readonly changes: number
}

export const noNeighbours: Neighbours = {
  at: 0,
  interval: 0,
  last: null,
  before: null,
  change: 0,
  changes: 0,
}

/** Readings may come late by this many of their usual intervals before something is missing. */
const intervalsUntilGap = 3
/** Of Gaussian noise one change in a billion is this many times the mean one; of two clean weeks none was. */
const timesUsualChange = 8
const changesToKnow = 60
const changesRemembered = 200
/** A larger change teaches as one of this size: faults must not raise their own threshold. */
const teachingTimes = 3

/** The first reading after a gap is suspect: sensors often wake with a wrong word. */
export function judgeGap({ at: last, interval }: Neighbours, at: number, sensor: Sensor): Outcome {
  if (last === 0) return notEvaluated
  if (interval === 0) return passed
  const usual = Math.max(interval, sensor.expectedIntervalSeconds * 1000)
  return at - last > intervalsUntilGap * usual ? suspect : passed
}

/** What may change in one expected interval, more where more time has passed; without a limit, what it usually does. */
export function judgeRate(known: Neighbours, at: number, value: number, sensor: Sensor): Outcome {
  if (known.last === null) return notEvaluated
  const { changePerInterval } = sensor.quality
  const elapsed = (at - known.at) / (sensor.expectedIntervalSeconds * 1000)
  const limit =
    changePerInterval === null
      ? learntLimit(known, sensor)
      : changePerInterval * Math.max(1, elapsed)
  if (limit === null) return notEvaluated
  return isBeyond(Math.abs(value - known.last), limit, sensor.resolution) ? suspect : passed
}

/** Judges the reading before this one, now that both its neighbours are known. */
export function judgeSpike(known: Neighbours, value: number, sensor: Sensor): Outcome {
  const { last, before } = known
  if (last === null || before === null) return notEvaluated
  const limit = sensor.quality.spike ?? learntLimit(known, sensor)
  if (limit === null) return notEvaluated
  const height = Math.abs(last - (before + value) / 2)
  if (!isBeyond(height, limit, sensor.resolution)) return passed
  // A step, and the reading beside a spike, leave one neighbour only.
  const [left, right] = [last - before, last - value]
  const standsOut = left > 0 === right > 0 && Math.min(Math.abs(left), Math.abs(right)) > height / 2
  return standsOut ? suspect : passed
}

function learntLimit({ change, changes }: Neighbours, sensor: Sensor): number | null {
  if (sensor.commanded || changes < changesToKnow) return null
  return timesUsualChange * Math.max(change, sensor.resolution)
}

/** Readings that rest or failed say nothing of how a sensor changes. */
export function meet(
  known: Neighbours,
  at: number,
  value: number,
  worth: { readonly gap: Outcome; readonly isFailed: boolean },
  isResting: boolean,
  resolution: number,
): Neighbours {
  const isGap = worth.gap === suspect
  const interval = isGap || known.at === 0 ? known.interval : at - known.at
  if (worth.isFailed) return { ...known, at, interval, last: null, before: null }
  if (isGap || known.last === null) return { ...known, at, interval, last: value, before: null }
  const { change: usual, changes: learnt } = known
  const next = { at, interval, last: value, before: known.last, change: usual, changes: learnt }
  if (isResting) return next
  const change = Math.abs(value - known.last)
  const most = teachingTimes * Math.max(usual, resolution)
  const taught = learnt < changesToKnow ? change : Math.min(change, most)
  next.changes = Math.min(learnt + 1, changesRemembered)
  next.change = usual + (taught - usual) / next.changes
  return next
}
