import type { Anomaly } from '#domain/anomaly.ts'
import type { SeriesPoint } from '#domain/api/series.ts'
import type { Severity } from '#domain/severity.ts'
import type { Window } from './chart-window.ts'
import { nearestPoint } from './nearest-point.ts'

export interface AnomalyMark {
  readonly id: string
  readonly severity: Severity
  readonly from: number
  readonly to: number
  /** Whatever comes next belongs to it as well. */
  readonly isOpen: boolean
  /** Where its shape stands: on the line, when it was told. */
  readonly at: number
  readonly value: number
}

/** One that goes on reaches to the newest reading, which may not have been told of yet. */
function endOf(anomaly: Anomaly, points: readonly SeriesPoint[]): number {
  if (anomaly.state === 'cleared') return anomaly.clearedAt
  return Math.max(anomaly.lastAt, points.at(-1)?.[0] ?? 0)
}

export function anomalyMarks(
  anomalies: readonly Anomaly[],
  points: readonly SeriesPoint[],
  window: Window,
): AnomalyMark[] {
  return anomalies.flatMap((anomaly) => {
    const to = endOf(anomaly, points)
    if (to < window.from || anomaly.onset > window.to) return []
    const at = Math.max(window.from, Math.min(anomaly.detectedAt, window.to))
    const point = nearestPoint(points, at)
    return {
      ...{ id: anomaly.id, severity: anomaly.severity, from: anomaly.onset, to, at },
      value: point?.[1] ?? anomaly.value,
      isOpen: anomaly.state === 'detected',
    }
  })
}
