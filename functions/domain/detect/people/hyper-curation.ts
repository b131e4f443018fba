import type {
  CellDetector,
  CellDetectorStep,
  CellRow,
  Finding,
} from '#domain/detect/cell-detector.ts'
import { decadesOf } from '#domain/detect/normal-tail.ts'
import type { EpisodePolicy } from '#domain/episode.ts'
import { formatChance, formatClock } from '#domain/words.ts'
import { type Departure, departureOf, learnPast, noPast, type OwnPast } from './own-past.ts'

/**
 * Moods stop varying: people are more alike than they ever were, and their mean hardly moves from window to window.
 * Misses: a damping of less than half, and one that was there from the first day.
 */
export interface HyperCuration {
  /** Of the logarithm of how people differ within a window. */
  readonly variety: OwnPast
  /** Of the logarithm of how far the means move from one window to the next (von Neumann's differences). */
  readonly restlessness: OwnPast
  readonly before: { readonly at: number; readonly valence: number; readonly arousal: number }
}

/** Half of the usual differences, in the logarithm: a quarter of the variance. */
const leastFall = Math.log(2)
/** The mean square of 24 differences on two scales scatters by about a fifth. */
const leastSpread = 0.1
/** The square of the resolution: smaller movements cannot be told. */
const leastMovement = 1e-6
/** Only neighbouring windows tell how moods move; one may be missing. */
const longestStepMilliseconds = 600_000
const policy: EpisodePolicy = {
  immediate: 12,
  sustained: 6,
  holdReadings: 3,
  calm: 3,
  calmMilliseconds: 3_600_000,
}
const suspectedWeight = 0.02

export const hyperCuration: CellDetector<HyperCuration> = {
  name: 'hyper-curation',
  version: 1,
  initial: { variety: noPast, restlessness: noPast, before: { at: 0, valence: 0, arousal: 0 } },
  policy,
  step,
}

interface Collapse {
  readonly variety: Departure
  readonly restlessness: Departure
}

function step(state: HyperCuration, row: CellRow): CellDetectorStep<HyperCuration> {
  const { 'mood-variety': variety, 'mood-valence': valence, 'mood-arousal': arousal } = row.values
  if (variety === undefined || valence === undefined || arousal === undefined)
    return { state, finding: null }
  const { at } = row
  const before = { at, valence, arousal }
  const elapsed = at - state.before.at
  if (state.before.at === 0 || elapsed > longestStepMilliseconds)
    return { state: { ...state, before }, finding: null }
  const moved = (valence - state.before.valence) ** 2 + (arousal - state.before.arousal) ** 2
  const learn = (weight: number): HyperCuration => ({
    variety: learnPast(state.variety, at, Math.log(Math.max(variety, 1e-3)), weight),
    restlessness: learnPast(state.restlessness, at, Math.log(moved + leastMovement), weight),
    before,
  })
  const seen = learn(1)
  const collapse = collapseOf(seen)
  if (collapse === null) return { state: seen, finding: null }
  const score = scoreOf(collapse)
  return {
    state: score < policy.calm ? seen : learn(suspectedWeight),
    finding: findingOf(collapse, score, at, variety),
  }
}

function collapseOf(state: HyperCuration): Collapse | null {
  const variety = departureOf(state.variety, leastSpread)
  const restlessness = departureOf(state.restlessness, leastSpread)
  return variety && restlessness ? { variety, restlessness } : null
}

function scoreOf({ variety, restlessness }: Collapse): number {
  const caution = 2 - variety.knowledge
  const isCollapse =
    -variety.size >= caution * leastFall && -restlessness.size >= caution * leastFall
  if (!isCollapse) return 0
  return decadesOf(-(variety.deviations + restlessness.deviations) / Math.SQRT2)
}

function findingOf(
  { variety, restlessness }: Collapse,
  score: number,
  at: number,
  value: number,
): Finding {
  const expected = Math.exp(variety.expected)
  const share = Math.round(100 * Math.exp(variety.size))
  // A log of squares: half of it is the log of the movement itself.
  const moves = Math.round(100 * Math.exp(restlessness.size / 2))
  return {
    sensor: 'mood-variety',
    score,
    value,
    expected,
    low: expected / 2,
    high: 2 * expected,
    severity: 'warning',
    trouble: 'moods have stopped varying',
    contributors: [
      { sensor: 'mood-variety', label: 'Variety of moods', share: 0.5 },
      { sensor: 'mood-valence', label: 'Reported valence', share: 0.25 },
      { sensor: 'mood-arousal', label: 'Reported arousal', share: 0.25 },
    ],
    reason: () =>
      `At ${formatClock(at)} people differ by ${share} % of what is usual here and their mood moves by ${moves} % of what it did; a chance of ${formatChance(score)}. Let light, warmth and sound vary again.`,
  }
}
