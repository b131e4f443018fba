import type { Anomaly } from '#domain/anomaly.ts'
import type { Downstream } from './relate-cells.ts'

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
  const explained = new Map(
    cells.map(({ cell }) => [cell, countExplained(cell, byCell, downstream)] as const),
  )
  const explains = ({ cell }: DisturbedCell) => explained.get(cell) ?? 0
  return cells.sort(
    (a, b) => explains(b) - explains(a) || a.onset - b.onset || (a.cell < b.cell ? -1 : 1),
  )
}

function countExplained(
  cause: string,
  disturbed: ReadonlyMap<string, unknown>,
  downstream: Downstream,
): number {
  let count = 0
  for (const cell of downstream.get(cause)?.keys() ?? []) if (disturbed.has(cell)) count += 1
  return count
}
