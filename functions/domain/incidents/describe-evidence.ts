import { formatChance, formatDuration } from '#domain/words.ts'
import type { RankedCause } from './rank-causes.ts'

/** Why a cell is where it is among the causes, in one sentence with its figures. */
export function describeEvidence(one: RankedCause, all: readonly RankedCause[]): string {
  const strength = `at most ${formatChance(one.score)} by chance`
  if (all.length === 1) return `The only cell that shows it; ${strength}.`
  return `${orderOf(one, all)}; ${explainedBy(one, all.length - 1)}; ${strength}.`
}

function orderOf(one: RankedCause, all: readonly RankedCause[]): string {
  const earlier = all.filter(({ onset }) => onset < one.onset)
  if (earlier.length > 0) {
    const first = Math.min(...earlier.map(({ onset }) => onset))
    return `Began ${formatDuration(one.onset - first)} after the first`
  }
  const later = all.filter(({ onset }) => onset > one.onset).map(({ onset }) => onset)
  if (later.length === 0) return 'Began at the same moment as all others'
  return `Began first, ${formatDuration(Math.min(...later) - one.onset)} before the next`
}

function explainedBy({ explains }: RankedCause, others: number): string {
  if (explains.length === 0) return 'explains no other cell'
  const all = `${others} other disturbed ${others === 1 ? 'cell' : 'cells'}`
  return `explains ${explains.length} of ${all} within the time it takes to get there`
}
