import { failed, notEvaluated, type Outcome, passed, suspect } from '#domain/quality/outcomes.ts'
import { type QualityLimits, readingsToBeStuck } from '#domain/quality/quality-limits.ts'
import type { Measure, Observation } from './detector.ts'

/** A sensor that says the same for longer than it may, by its site file, its feed or its own past, is stuck. */
export interface FlatLine {
  readonly value: number
  readonly since: number
  readonly lastAt: number
  readonly changes: number
  /** One that was told as stuck counts, too: a sensor that rests each night by nature is told of once. */
  readonly longestRest: number
}

export interface FlatLineStep {
  readonly state: FlatLine
  readonly outcome: Outcome
  readonly allowedMilliseconds: number
}

export const flatLineName = 'flat-line'
export const flatLineVersion = 2
export const initialFlatLine: FlatLine = {
  value: 0,
  since: 0,
  lastAt: 0,
  changes: 0,
  longestRest: 0,
}

/** Before this many changes nobody knows how long this sensor rests; a day without one is no rest of anything alive. */
const changesToKnow = 20
const unknownMilliseconds = 86_400_000
const readingsOfUnknownRest = 20
const timesLongest = 4
/** Half of its time it is let rest in peace. */
const suspectShare = 0.5

type Resting = Measure & {
  readonly expectedIntervalSeconds: number
  readonly quality: Pick<QualityLimits, 'stuckAfterSeconds' | 'learnsRests'>
}

/** `usualInterval`: a recording may be far sparser than its site file says. */
export function advanceFlatLine(
  state: FlatLine,
  { at, value }: Observation,
  measure: Resting,
  usualInterval: number,
): FlatLineStep {
  const allowedMilliseconds = allowedRest(state, measure, usualInterval)
  if (state.lastAt === 0 || value !== state.value) {
    const rest = state.changes === 0 ? 0 : state.lastAt - state.since
    const longestRest = Math.max(state.longestRest, rest)
    return {
      state: { value, since: at, lastAt: at, changes: state.changes + 1, longestRest },
      outcome: state.lastAt === 0 ? notEvaluated : passed,
      allowedMilliseconds,
    }
  }
  // At the end of its range a sensor may rest: light at night is 0.
  const atLimit = value <= measure.min || value >= measure.max
  const outcome = atLimit ? passed : judgeRest(at - state.since, allowedMilliseconds)
  return { state: { ...state, lastAt: at }, outcome, allowedMilliseconds }
}

function judgeRest(rest: number, allowed: number): Outcome {
  if (rest >= allowed) return failed
  return rest >= allowed * suspectShare ? suspect : passed
}

function allowedRest(
  state: FlatLine,
  { quality, expectedIntervalSeconds }: Resting,
  usualInterval: number,
): number {
  const told = quality.stuckAfterSeconds * 1000
  if (!quality.learnsRests) return Math.max(told, readingsToBeStuck * usualInterval)
  const interval = Math.max(expectedIntervalSeconds * 1000, usualInterval)
  return Math.max(
    state.changes < changesToKnow ? unknownMilliseconds : told,
    readingsOfUnknownRest * interval,
    timesLongest * state.longestRest,
  )
}
