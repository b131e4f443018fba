import type { SensorEffects } from './advance-sensor.ts'
import type { Anomaly } from './anomaly.ts'
import type { CellDetector, CellRow, Finding } from './detect/cell-detector.ts'
import { cellDetectors } from './detect/cell-detectors.ts'
import type { Cell, Sensor } from './sensor.ts'
import { calm, type WatchState } from './sensor-state.ts'
import { advanceWatch } from './watch-sensor.ts'

/** One detector's memory of a cell, and the course of what it found. */
export interface CellWatch {
  readonly state: unknown
  readonly watch: WatchState
}

export type CellWatches = Readonly<Record<string, CellWatch>>

export function watchCell(
  before: CellWatches,
  rows: readonly CellRow[],
  cell: Cell,
  effects: SensorEffects,
  detectors: ReadonlyArray<CellDetector<unknown>> = cellDetectors,
): CellWatches {
  if (rows.length === 0 || detectors.length === 0) return before
  const after: Record<string, CellWatch> = { ...before }
  for (const detector of detectors) {
    let own = after[detector.name] ?? { state: detector.initial, watch: calm }
    for (const row of rows) own = watchRow(own, row, detector, cell, effects)
    after[detector.name] = own
  }
  return after
}

function watchRow(
  { state, watch }: CellWatch,
  row: CellRow,
  detector: CellDetector<unknown>,
  cell: Cell,
  effects: SensorEffects,
): CellWatch {
  const step = detector.step(state, row, cell)
  const teller = step.finding && tellerOf(watch.anomaly, step.finding, cell)
  if (!step.finding || !teller) return { state: step.state, watch }
  const { reason, ...finding } = step.finding
  const { after, told } = advanceWatch(watch, detector.policy, teller, {
    ...finding,
    detector: detector.name,
    detectorVersion: detector.version,
    at: row.at,
    frame: row.frame,
    reason,
  })
  if (told) effects.anomalies.push(told)
  return { state: step.state, watch: after }
}

/** Whoever told of it first tells that it is over, too. */
function tellerOf(anomaly: Anomaly | null, { sensor }: Finding, cell: Cell): Sensor | undefined {
  return cell.sensors.find((one) => (anomaly ? one.key === anomaly.sensor : one.sensor === sensor))
}
