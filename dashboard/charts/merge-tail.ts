import type { SeriesPoint } from '#domain/api/series.ts'
import type { Latest } from '#domain/api/sites.ts'

/** A pause longer than that between two readings is a gap, and no line may cross it. */
const gapAfterIntervals = 3

/** The fetched points, then what came live since: in order, each once, gaps kept as gaps. */
export function mergeTail(
  points: readonly SeriesPoint[],
  tail: readonly Latest[],
  expectedIntervalSeconds: number,
  until = Number.POSITIVE_INFINITY,
): readonly SeriesPoint[] {
  const merged: SeriesPoint[] = []
  let last = points.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY
  for (const latest of tail) {
    if (latest.at === null || latest.value === null || !isBetween(latest.at, last, until)) continue
    const gap = latest.at - last
    if (Number.isFinite(gap) && gap > gapAfterIntervals * expectedIntervalSeconds * 1_000)
      merged.push([Math.round(last + gap / 2), null, null, null, null, null, 9])
    merged.push(toPoint(latest, latest.at))
    last = latest.at
  }
  return merged.length === 0 ? points : [...points, ...merged]
}

const isBetween = (at: number, after: number, until: number) => at > after && at <= until

function toPoint({ value, expected, low, high, score, flag }: Latest, at: number): SeriesPoint {
  return [at, value, expected, low, high, score, flag]
}
