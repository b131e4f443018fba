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
 * People of a cell fall apart: they agree less than they did, more of their differences lies between groups,
 * and their mean says nothing of it. Misses: groups that nobody names, and people who always disagreed.
 */
export interface Fragmentation {
  readonly agreement: OwnPast
  readonly division: OwnPast
  readonly valence: OwnPast
}

/** An eighth of all differences: Cohen calls 14 % a large effect (f = 0.4). */
const leastRise = 0.14
/** Van der Eijk's A of a normal distribution falls by this when its spread grows by a fifth. */
const leastFall = 0.08
/** A tenth of the scale: who moves together farther than that has another trouble. */
const flatMean = 0.2
/** What hourly means of healthy people scatter by at least: a thousandth is the resolution, ten windows hide it. */
const leastSpread = 0.01
/** One in a million: thirty days of ten cells have a hundred thousand windows. */
const policy: EpisodePolicy = {
  immediate: 12,
  sustained: 6,
  holdReadings: 3,
  calm: 3,
  calmMilliseconds: 3_600_000,
}
/** Suspected windows are learnt at a fiftieth, so that a new normal is one after some weeks. */
const suspectedWeight = 0.02

export const fragmentation: CellDetector<Fragmentation> = {
  name: 'fragmentation',
  version: 1,
  initial: { agreement: noPast, division: noPast, valence: noPast },
  policy,
  step,
}

interface Apart {
  readonly agreement: Departure
  readonly division: Departure
  readonly valence: Departure
}

function step(state: Fragmentation, row: CellRow): CellDetectorStep<Fragmentation> {
  const {
    'mood-agreement': agreement,
    'mood-division': division,
    'mood-valence': valence,
  } = row.values
  // What is not told of ten people in each of two groups says nothing of groups.
  if (agreement === undefined || division === undefined || valence === undefined)
    return { state, finding: null }
  return hear(state, row.at, { agreement, division, valence })
}

function hear(
  state: Fragmentation,
  at: number,
  told: Readonly<Record<keyof Fragmentation, number>>,
): CellDetectorStep<Fragmentation> {
  const seen = learnAll(state, at, told, 1)
  const apart = apartOf(seen)
  if (apart === null) return { state: seen, finding: null }
  const score = scoreOf(apart)
  // Also where the mean moves: people who parted with it are not the new normal by the time it is.
  const next = isApart(apart) ? learnAll(state, at, told, suspectedWeight) : seen
  return { state: next, finding: findingOf(apart, score, at, told.agreement) }
}

function learnAll(
  state: Fragmentation,
  at: number,
  told: Readonly<Record<keyof Fragmentation, number>>,
  weight: number,
): Fragmentation {
  return {
    agreement: learnPast(state.agreement, at, told.agreement, weight),
    division: learnPast(state.division, at, told.division, weight),
    valence: learnPast(state.valence, at, told.valence, weight),
  }
}

function apartOf({ agreement, division, valence }: Fragmentation): Apart | null {
  const [fall, rise, shift] = [agreement, division, valence].map((past) =>
    departureOf(past, leastSpread),
  )
  return fall && rise && shift ? { agreement: fall, division: rise, valence: shift } : null
}

function isApart({ agreement, division }: Apart): boolean {
  // Of a day that is not known yet twice as much is asked.
  const caution = 2 - division.knowledge
  return division.size >= caution * leastRise && -agreement.size >= caution * leastFall
}

/** Two signs that are independent while all is well, so their deviations add like squares. */
function scoreOf(apart: Apart): number {
  const { agreement, division, valence } = apart
  if (!isApart(apart) || Math.abs(valence.size) > flatMean) return 0
  return decadesOf((division.deviations - agreement.deviations) / Math.SQRT2)
}

function findingOf(apart: Apart, score: number, at: number, value: number): Finding {
  const { agreement, division, valence } = apart
  const { expected } = agreement
  const [now, before] = [division.recent, division.expected].map((share) => Math.round(100 * share))
  return {
    sensor: 'mood-agreement',
    score,
    value,
    expected,
    low: expected - leastFall,
    high: 1,
    severity: 'warning',
    trouble: 'people drift apart',
    contributors: contributorsOf(apart),
    reason: () =>
      `At ${formatClock(at)} people agree less, ${agreement.recent.toFixed(2)} of 1 where ${expected.toFixed(2)} is usual, and ${now} % of their differences lie between groups, ${before} % before; their mean of ${valence.recent.toFixed(2)} hides it; a chance of ${formatChance(score)}. Ask both groups before anything is adjusted to the mean.`,
  }
}

function contributorsOf({ agreement, division }: Apart): NonNullable<Finding['contributors']> {
  const fall = Math.max(0, -agreement.deviations)
  const rise = Math.max(0, division.deviations)
  const share = fall + rise > 0 ? fall / (fall + rise) : 0.5
  return [
    { sensor: 'mood-agreement', label: 'Agreement in valence', share },
    { sensor: 'mood-division', label: 'Valence told apart by group', share: 1 - share },
  ]
}
