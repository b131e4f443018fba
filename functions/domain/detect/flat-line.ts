import type { Measure, Observation } from './detector.ts'

/** A sensor that says the same for far longer than it ever did is stuck. Misses: one stuck from the start. */
export interface FlatLine {
  readonly value: number
  readonly since: number
  readonly lastAt: number
  readonly changes: number
  /** The longest rest so far that was not judged stuck. */
  readonly longestRest: number
}

export const flatLineName = 'flat-line'
export const flatLineVersion = 1
export const initialFlatLine: FlatLine = {
  value: 0,
  since: 0,
  lastAt: 0,
  changes: 0,
  longestRest: 0,
}

/** Before this many changes nobody knows how long this sensor rests. */
const changesToKnow = 20
const shortestMilliseconds = 30 * 60_000
const readingsToBeStuck = 20
const timesLongest = 4

export function advanceFlatLine(
  state: FlatLine,
  { at, value }: Observation,
  measure: Measure & { readonly expectedIntervalSeconds: number },
): { state: FlatLine; stuckSince: number | null } {
  // At the end of its range a sensor may rest: light at night is 0.
  const atLimit = value <= measure.min || value >= measure.max
  if (state.lastAt === 0 || value !== state.value) {
    const rest = state.lastAt - state.since
    const longestRest = Math.max(state.longestRest, state.changes === 0 ? 0 : rest)
    return {
      state: { value, since: at, lastAt: at, changes: state.changes + 1, longestRest },
      stuckSince: null,
    }
  }
  const allowed = Math.max(
    shortestMilliseconds,
    readingsToBeStuck * measure.expectedIntervalSeconds * 1000,
    timesLongest * state.longestRest,
  )
  const stuck = !atLimit && state.changes >= changesToKnow && at - state.since > allowed
  return { state: { ...state, lastAt: at }, stuckSince: stuck ? state.since : null }
}
