import type { Played } from './play-recording.ts'
import type { Recording } from './recording.ts'
import { round } from './tally.ts'

/** How often readings were to reach a score by chance alone, and how often they did. */
export interface Chance {
  readonly stated: number
  readonly readings: number
  readonly reached: number
  readonly observed: number | null
  /** Observed over stated: 1 where chances are right, above where the unusual comes too often. */
  readonly ratio: number | null
}

/** A score is minus the decimal logarithm of its chance. */
const decades = [1, 2, 3, 4] as const

interface Rated {
  readonly recording: Pick<Recording, 'times' | 'windows' | 'probation'>
  readonly played: Pick<Played, 'readings'>
}

/**
 * Over rows that are neither learned from nor labelled. After a window the series may still be
 * recovering, so what comes before the first one is also counted by itself.
 */
export function calibration(all: readonly Rated[]) {
  return {
    outsideWindows: chancesOf(all, ({ windows }, row) =>
      windows.every(([first, last]) => row < first || row > last),
    ),
    beforeWindows: chancesOf(all, ({ windows }, row) => windows.every(([first]) => row < first)),
  }
}

type IsUsual = (recording: Rated['recording'], row: number) => boolean

function chancesOf(all: readonly Rated[], isUsual: IsUsual): readonly Chance[] {
  const count = countChances()
  for (const one of all) for (const score of scoresOf(one, isUsual)) count.hear(score)
  return count.chances()
}

/** Counts as it hears: the scores of a month need not be kept. */
export function countChances() {
  let readings = 0
  const reached = decades.map(() => 0)
  return {
    hear: (score: number): void => {
      readings += 1
      for (let index = 0; score >= (decades[index] ?? Number.POSITIVE_INFINITY); index++)
        reached[index] = (reached[index] ?? 0) + 1
    },
    chances: (): readonly Chance[] =>
      decades.map((decade, index) => {
        const [stated, count] = [Number(`1e-${decade}`), reached[index] ?? 0]
        const observed = readings === 0 ? null : count / readings
        const ratio = round(observed === null ? null : observed / stated)
        return { stated, readings, reached: count, observed, ratio }
      }),
  }
}

function* scoresOf({ recording, played }: Rated, isUsual: IsUsual) {
  const usual = recording.times.map(
    (_, row) => row >= recording.probation && isUsual(recording, row),
  )
  for (const column of played.readings)
    for (const [row, score] of column.entries()) if (usual[row] && !Number.isNaN(score)) yield score
}
