import type { SeriesPoint } from '#domain/api/series.ts'
import { type ValueScale, valueScale } from './ticks.ts'

interface Limits {
  readonly min: number
  readonly max: number
}

/** Everything that is drawn fits, but no axis goes where no value can be. */
export function scaleOf(points: readonly SeriesPoint[], limits: Limits): ValueScale {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  const include = (number: number | null) => {
    if (number === null) return
    low = Math.min(low, number)
    high = Math.max(high, number)
  }
  const possible = (value: number) => Math.max(limits.min, Math.min(limits.max, value))
  for (const [, value, , bandLow, bandHigh] of points) {
    // One impossible reading must not press all others flat; it is drawn at the edge.
    include(value === null ? null : possible(value))
    include(bandLow)
    include(bandHigh)
  }
  if (low > high) return { low: limits.min, high: limits.max, ticks: [limits.min, limits.max] }
  return within(limits, valueScale(low, high))
}

function within({ min, max }: Limits, scale: ValueScale): ValueScale {
  const low = Math.max(scale.low, min)
  const high = Math.min(scale.high, max)
  if (low >= high) return scale
  return { low, high, ticks: scale.ticks.filter((tick) => tick >= low && tick <= high) }
}

/** Keeps the scale while everything still fits and fills at least half of it, so that it does not jump. */
export function steadyScale(before: ValueScale | undefined, next: ValueScale): ValueScale {
  if (!before) return next
  const fits = next.low >= before.low && next.high <= before.high
  const fills = next.high - next.low >= (before.high - before.low) / 2
  return fits && fills ? before : next
}
