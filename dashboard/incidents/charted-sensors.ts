import type { Anomaly } from '#domain/anomaly.ts'

/** One chart for each sensor, the most surprising first. */
export function chartedSensors(anomalies: readonly Anomaly[]): string[] {
  const highest = new Map<string, number>()
  for (const { sensor, score } of anomalies)
    highest.set(sensor, Math.max(score, highest.get(sensor) ?? 0))
  return [...highest.entries()].sort((a, b) => b[1] - a[1]).map(([sensor]) => sensor)
}
