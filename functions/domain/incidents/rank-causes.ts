import type { Anomaly } from '#domain/anomaly.ts'
import { type Downstream, lagSeconds } from './relate-cells.ts'

export interface DisturbedCell {
  readonly cell: string
  readonly onset: number
  readonly sensors: number
}

/** The disturbed cells, the likeliest cause first: what explains most others downstream, then the earliest. */
export function rankCauses(anomalies: readonly Anomaly[], downstream: Downstream): DisturbedCell[] {
  const byCell = Map.groupBy(anomalies, (anomaly) => anomaly.cell)
  const cells = [...byCell].map(([cell, members]) => ({
    cell,
    onset: Math.min(...members.map((member) => member.onset)),
    sensors: new Set(members.map((member) => member.sensor)).size,
  }))
  const explained = (cause: string) =>
    cells.filter((other) => lagSeconds(downstream, cause, other.cell) !== undefined).length
  return cells.sort(
    (a, b) =>
      explained(b.cell) - explained(a.cell) || a.onset - b.onset || (a.cell < b.cell ? -1 : 1),
  )
}
