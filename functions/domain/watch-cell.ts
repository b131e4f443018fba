import type { SensorEffects } from './advance-sensor.ts'
import type { Anomaly } from './anomaly.ts'
import type { CellDetector, CellRow, Finding } from './detect/cell-detector.ts'
import { cellDetectors } from './detect/cell-detectors.ts'
import type { Cell, Sensor } from './sensor.ts'
import { calm, isCalm, type WatchState } from './sensor-state.ts'
import { advanceWatch, hearInstructions, type Sighting } from './watch-sensor.ts'

/** One detector's memory of a cell, and the course of what it found. */
export interface CellWatch {
  readonly state: unknown
  readonly watch: WatchState
  /** The course of what a lesson lets pass, once there was any. */
  readonly expected?: WatchState
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
  for (const detector of detectors)
    for (const [name, part] of partsOf(detector, cell)) {
      let own = after[name] ?? { state: detector.initial, watch: calm }
      for (const row of rows) own = watchRow(own, row, detector, part, effects)
      after[name] = own
    }
  return after
}

/** What a detector looks at by itself, each with a course of its own. */
function partsOf(
  { name, perSensor }: CellDetector<unknown>,
  cell: Cell,
): ReadonlyArray<readonly [string, Cell]> {
  if (!perSensor) return [[name, cell]]
  return cell.sensors.map((sensor) => [`${name}/${sensor.sensor}`, { ...cell, sensors: [sensor] }])
}

function watchRow(
  before: CellWatch,
  row: CellRow,
  detector: CellDetector<unknown>,
  cell: Cell,
  effects: SensorEffects,
): CellWatch {
  const step = detector.step(before.state, row, cell)
  const own = { ...before, state: step.state }
  if (!step.finding) return own
  const { reason, ...finding } = step.finding
  const seen = {
    ...finding,
    detector: detector.name,
    detectorVersion: detector.version,
    at: row.at,
    frame: row.frame,
    reason,
  }
  const watch = follow(before.watch, 'sighting', seen, detector, cell, effects)
  const expected = follow(before.expected ?? calm, 'expected', seen, detector, cell, effects)
  return isCalm(expected) && !before.expected ? { ...own, watch } : { ...own, watch, expected }
}

function follow(
  course: WatchState,
  part: 'sighting' | 'expected',
  seen: Sighting & Pick<Finding, 'sensor'>,
  { policy }: CellDetector<unknown>,
  cell: Cell,
  effects: SensorEffects,
): WatchState {
  const teller = tellerOf(course.anomaly, seen, cell)
  if (!teller) return course
  const heard = hearInstructions(teller, policy, seen)
  const counted = heard[part] ?? { ...seen, score: 0 }
  const { after, told } = advanceWatch(course, heard.policy, teller, counted)
  if (told) effects.anomalies.push(told)
  return after
}

/** Whoever told of it first tells that it is over, too. */
function tellerOf(
  anomaly: Anomaly | null,
  { sensor }: Pick<Finding, 'sensor'>,
  cell: Cell,
): Sensor | undefined {
  return cell.sensors.find((one) => (anomaly ? one.key === anomaly.sensor : one.sensor === sensor))
}
