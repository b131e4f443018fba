import { expireGaps, receiveReading, type SensorEffects } from './advance-sensor.ts'
import { assertNever } from './assert-never.ts'
import type { CellInput } from './cell-input.ts'
import { type CellRollups, type ClosedRollup, rollUpPages } from './roll-up-pages.ts'
import type { Cell, Sensor } from './sensor.ts'
import { newSensorState, type SensorState } from './sensor-state.ts'
import { watchSilence } from './watch-silence.ts'

/** Everything known about a cell, computed from its inputs alone. */
export interface CellState {
  readonly sensors: Readonly<Record<string, SensorState>>
  /** The newest moment any input spoke of. */
  readonly clock: number
  /** Since when somebody has been listening without a pause. */
  readonly watchedSince: number
  /** Of what sealed pages hold; what is later is read from there. */
  readonly rollups: CellRollups
}

export interface CellStep {
  readonly state: CellState
  readonly effects: SensorEffects
  readonly rollups: readonly ClosedRollup[]
}

export const newCellState: CellState = {
  sensors: {},
  clock: 0,
  watchedSince: 0,
  rollups: {},
}

/** Who is silent is ticked each minute: a longer pause between inputs means that the pipeline stood still. */
const longestPauseMilliseconds = 150_000

export function advanceCell(state: CellState, input: CellInput, cell: Cell): CellStep {
  const effects: SensorEffects = { anomalies: [], pages: [], late: [], duplicates: 0 }
  const byName = new Map(cell.sensors.map((sensor) => [sensor.sensor, sensor]))
  const after = afterInput(state, input, byName, effects)
  const { rollups, closed } = rollUpPages(state.rollups, effects.pages)
  return { state: { ...after, rollups }, effects, rollups: closed }
}

function afterInput(
  state: CellState,
  input: CellInput,
  byName: ReadonlyMap<string, Sensor>,
  effects: SensorEffects,
): CellState {
  switch (input.kind) {
    case 'frame':
      return afterFrame(state, input, byName, effects)
    case 'tick':
      return passTime(state, input.at, '', byName, effects)
    default:
      return assertNever(input)
  }
}

function afterFrame(
  state: CellState,
  input: Extract<CellInput, { kind: 'frame' }>,
  byName: ReadonlyMap<string, Sensor>,
  effects: SensorEffects,
): CellState {
  const sensors: Record<string, SensorState> = { ...state.sensors }
  for (const reading of input.readings) {
    const sensor = byName.get(reading.sensor)
    // A sensor that left the site file since: its readings were judged sound when they were journalled.
    if (!sensor) continue
    sensors[reading.sensor] = receiveReading(
      sensors[reading.sensor] ?? newSensorState,
      reading,
      sensor,
      input,
      effects,
    )
  }
  return passTime({ ...state, sensors }, input.sentAt, input.frame, byName, effects)
}

function passTime(
  state: CellState,
  now: number,
  frame: string,
  byName: ReadonlyMap<string, Sensor>,
  effects: SensorEffects,
): CellState {
  const clock = Math.max(state.clock, now)
  const watchedSince = now - state.clock > longestPauseMilliseconds ? now : state.watchedSince
  const sensors: Record<string, SensorState> = { ...state.sensors }
  for (const [name, sensorState] of Object.entries(sensors)) {
    const sensor = byName.get(name)
    if (!sensor) continue
    const settled = expireGaps(sensorState, clock, sensor, frame, effects)
    sensors[name] = watchSilence(settled, sensor, clock, watchedSince, effects)
  }
  return { ...state, sensors, clock, watchedSince }
}
