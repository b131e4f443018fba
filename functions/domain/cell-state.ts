import { expireGaps, receiveReading, type SensorEffects } from './advance-sensor.ts'
import { assertNever } from './assert-never.ts'
import type { CellInput } from './cell-input.ts'
import { type GatewayClock, hearStamp, hearTick, ownTime, unknownClock } from './gateway-clock.ts'
import { type Gathering, gatherRows, noGathering } from './gather-rows.ts'
import type { HourSummary } from './hour-summary.ts'
import { instruct } from './instruct-cell.ts'
import type { CellInstructions } from './instructions.ts'
import { type CellRollups, type ClosedRollup, rollUpPages } from './roll-up-pages.ts'
import type { Cell, Sensor } from './sensor.ts'
import { calm, newSensorState, type SensorState, type WatchState } from './sensor-state.ts'
import { type OpenHour, summariseHours } from './summarise-hours.ts'
import { type CellWatches, watchCell } from './watch-cell.ts'
import { watchClock } from './watch-clock.ts'
import { watchSilence } from './watch-silence.ts'

/** Everything known about a cell, computed from its inputs alone. */
export interface CellState {
  readonly sensors: Readonly<Record<string, SensorState>>
  /** The newest moment any input spoke of. */
  readonly clock: number
  /** Since when somebody has been listening without a pause. */
  readonly watchedSince: number
  readonly gatewayClock: GatewayClock
  readonly clockWatch: WatchState
  /** Of what sealed pages hold; what is later is read from there. */
  readonly rollups: CellRollups
  readonly gathering: Gathering
  /** By detector. */
  readonly cellWatches: CellWatches
  readonly instructions: CellInstructions
  /** What goes to whoever compares cells. */
  readonly openHour: OpenHour | null
}

export interface CellStep {
  readonly state: CellState
  readonly effects: SensorEffects
  readonly rollups: readonly ClosedRollup[]
  readonly hours: readonly HourSummary[]
}

export const newCellState: CellState = {
  sensors: {},
  clock: 0,
  watchedSince: 0,
  gatewayClock: unknownClock,
  clockWatch: calm,
  rollups: {},
  gathering: noGathering,
  cellWatches: {},
  instructions: {},
  openHour: null,
}

/** Who is silent is ticked each minute: a longer pause between inputs means that the pipeline stood still. */
const longestPauseMilliseconds = 150_000

export function advanceCell(state: CellState, input: CellInput, known: Cell): CellStep {
  const cell = instruct(known, state.instructions)
  const effects: SensorEffects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 }
  const after = afterRows(afterInput(state, input, cell, effects), cell, effects)
  const { rollups, closed } = rollUpPages(state.rollups, effects.pages)
  return { state: { ...after.state, rollups }, effects, rollups: closed, hours: after.hours }
}

function afterRows(
  state: CellState,
  cell: Cell,
  effects: SensorEffects,
): Pick<CellStep, 'state' | 'hours'> {
  const { settled } = effects
  const passed = passedByAll(state, cell)
  const { gathering, rows } = gatherRows(state.gathering, settled, passed, state.clock, cell)
  const cellWatches = watchCell(state.cellWatches, rows, cell, effects)
  const { open, summaries } = summariseHours(state.openHour, rows, state.clock, cell)
  return { state: { ...state, gathering, cellWatches, openHour: open }, hours: summaries }
}

/** Until when every sensor that was heard of has said all that it will say in order. */
function passedByAll({ sensors }: CellState, cell: Cell): number {
  let passed = Number.POSITIVE_INFINITY
  for (const { sensor } of cell.sensors) {
    const lastAt = sensors[sensor]?.arrival.lastAt
    if (typeof lastAt === 'number') passed = Math.min(passed, lastAt)
  }
  return passed === Number.POSITIVE_INFINITY ? 0 : passed
}

function afterInput(
  state: CellState,
  input: CellInput,
  cell: Cell,
  effects: SensorEffects,
): CellState {
  const byName = new Map(cell.sensors.map((sensor) => [sensor.sensor, sensor]))
  switch (input.kind) {
    case 'frame':
      return afterFrame(state, input, byName, effects)
    case 'tick':
      return afterTick(state, input.at, byName, cell, effects)
    case 'instructions':
      return { ...state, instructions: input.sensors }
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
  // A recording tells nothing of a clock that goes now.
  const { sentAt, live } = input
  const gatewayClock = live
    ? hearStamp(state.gatewayClock, sentAt, hasNext(state, input))
    : state.gatewayClock
  return passTime({ ...state, sensors, gatewayClock }, sentAt, input.frame, byName, effects)
}

/** Whether a frame has readings that follow all others of their sensor, by number. */
function hasNext(
  { sensors }: CellState,
  { readings, boot }: Extract<CellInput, { kind: 'frame' }>,
): boolean {
  return readings.some(({ sensor, sequence }) => {
    const arrival = sensors[sensor]?.arrival
    return arrival?.boot === boot && sequence !== null && sequence === arrival.next
  })
}

function afterTick(
  state: CellState,
  at: number,
  byName: ReadonlyMap<string, Sensor>,
  cell: Cell,
  effects: SensorEffects,
): CellState {
  const gatewayClock = hearTick(state.gatewayClock, at)
  const clockWatch = watchClock(state.clockWatch, gatewayClock, at, cell, state.sensors, effects)
  const now = ownTime(gatewayClock, at)
  return passTime({ ...state, gatewayClock, clockWatch }, now, '', byName, effects)
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
