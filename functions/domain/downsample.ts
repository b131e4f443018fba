import type { Row } from './reading.ts'

/** The lowest and the highest of each step, plus every anomalous row: no spike is lost, no gap is closed. */
export function downsample(
  rows: readonly Row[],
  from: number,
  to: number,
  maxPoints: number,
  isAnomalous: (row: Row) => boolean,
): Row[] {
  const steps = Math.max(1, Math.floor(maxPoints / 2))
  const width = Math.max(1, (to - from) / steps)
  const byStep = Map.groupBy(rows, (row) =>
    Math.min(steps - 1, Math.floor((row.at - from) / width)),
  )
  const kept = [...byStep.values()].flatMap((step) => {
    const lowest = step.reduce((a, b) => (b.value < a.value ? b : a))
    const highest = step.reduce((a, b) => (b.value > a.value ? b : a))
    return [...new Set([lowest, highest, ...step.filter(isAnomalous)])]
  })
  return kept.sort((a, b) => a.at - b.at)
}

/** Seconds between readings as they usually come. */
export function medianInterval(rows: readonly Row[]): number {
  const intervals = rows.slice(1).map((row, index) => row.at - (rows[index]?.at ?? row.at))
  intervals.sort((a, b) => a - b)
  return (intervals[Math.floor(intervals.length / 2)] ?? 0) / 1000
}
