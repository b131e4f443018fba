import type { SeriesPoint } from '#domain/api/series.ts'
import { type ValueScale, valueScale } from './ticks.ts'

/** Everything that is drawn fits: values, and the band where there is one. */
export function scaleOf(points: readonly SeriesPoint[], fallback: ValueScale): ValueScale {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const include = (number: number | null) => {
    if (number === null) return
    low = Math.min(low, number)
    high = Math.max(high, number)
  }
  for (const [, value, , bandLow, bandHigh] of points) {
    include(value)
    include(bandLow)
    include(bandHigh)
  }
  return low <= high ? valueScale(low, high) : fallback
}

/** Keeps the scale while everything still fits and fills at least half of it, so that it does not jump. */
export function steadyScale(before: ValueScale | undefined, next: ValueScale): ValueScale {
  if (!before) return next
  const fits = next.low >= before.low && next.high <= before.high
  const fills = next.high - next.low >= (before.high - before.low) / 2
  return fits && fills ? before : next
}
