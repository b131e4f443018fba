import type { SensorSummary } from '#domain/api/sites.ts'

type Limits = SensorSummary['limits']

/** What is expected, without what cannot be: a statistic knows nothing of flows below zero. */
export function possibleBand(low: number, high: number, { min, max }: Limits): [number, number] {
  return [Math.min(Math.max(low, min), max), Math.max(Math.min(high, max), min)]
}
