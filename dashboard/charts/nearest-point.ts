import type { SeriesPoint } from '#domain/api/series.ts'

/** Points are in order of time. */
export function nearestPoint(points: readonly SeriesPoint[], at: number): SeriesPoint | undefined {
  let low = 0
  let high = points.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle]?.[0] ?? 0) < at) low = middle + 1
    else high = middle
  }
  const after = points[low]
  const before = points[low - 1]
  if (!after || !before) return after ?? before
  return at - before[0] <= after[0] - at ? before : after
}
