import { deflateRawSync } from 'node:zlib'
import '#functions/detect-anomalies/allocate-young.ts'
import { receiveReading } from '#domain/advance-sensor.ts'
import { advanceCell, newCellState } from '#domain/cell-state.ts'
import { encodeRarity } from '#domain/codec/rarity.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { newSensorState, type SensorState } from '#domain/sensor-state.ts'
import { cellOfEight } from './load/bench-site.ts'

const [intervalMilliseconds, readingsPerFrame] = [10_000, 10]
/** Three days, so that the daily cycle is known and used, then what is timed. */
const [warmFrames, timedFrames] = [2_600, 5_000]
/** Made so many at a time, untimed, and dropped, as they come from the stream. */
const framesAtATime = 100
const start = Date.UTC(2026, 2, 2)
/** The fastest tells of the code, the slowest of the neighbours on the machine. */
const runs = 5

/**
 * On one core: what is done for each reading behind the stream (order, calibration, quality flags, detector, band,
 * watch, page), and the whole step of a cell, with silence and what looks at several sensors together. Runs take turns.
 */
export async function benchDetect() {
  const cell = cellOfEight()
  const timed = timedFrames * cell.sensors.length * readingsPerFrame
  const sensors = new Map(cell.sensors.map((sensor) => [sensor.sensor, sensor]))
  const seconds: Array<{ readonly perReading: number; readonly wholeCell: number }> = []
  let state = newCellState
  for (let run = 0; run < runs; run += 1) {
    const wholeCell = timeOf(cell, newCellState, (cellState, frame) => {
      return advanceCell(cellState, frame, cell).state
    })
    const perReading = timeOf(cell, {}, (all, frame) => receiveAll(all, frame, sensors))
    seconds.push({ perReading: perReading.seconds, wholeCell: wholeCell.seconds })
    state = wholeCell.state
  }
  const rate = (of: number) => Math.round(timed / of)
  const perReading = seconds.map((run) => run.perReading)
  const states = Object.values(state.sensors)
  return {
    readingsPerSecond: rate(Math.min(...perReading)),
    slowestReadingsPerSecond: rate(Math.max(...perReading)),
    cellReadingsPerSecond: rate(Math.min(...seconds.map((run) => run.wholeCell))),
    stateBytes: Math.round(mean(states.map(bytesOf))),
    detectorBytes: Math.round(mean(states.map(({ rarity }) => encodeRarity(rarity).length))),
  }
}

type FrameInput = ReturnType<typeof frameOf>
type States = Readonly<Record<string, SensorState>>

function timeOf<State>(
  cell: Cell,
  initial: State,
  step: (state: State, frame: FrameInput) => State,
) {
  let [state, milliseconds] = [initial, 0]
  for (let first = 0; first < warmFrames + timedFrames; first += framesAtATime) {
    const frames = Array.from({ length: framesAtATime }, (_, at) => frameOf(cell, first + at))
    const startedAt = performance.now()
    state = frames.reduce(step, state)
    if (first >= warmFrames) milliseconds += performance.now() - startedAt
  }
  return { state, seconds: milliseconds / 1000 }
}

/** As a recording is read, for a live sensor's soundings are passed by the cell. */
function receiveAll(
  states: States,
  frame: FrameInput,
  sensors: ReadonlyMap<string, Sensor>,
): States {
  const effects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 }
  const context = { ...frame, live: false }
  const next: Record<string, SensorState> = { ...states }
  for (const reading of frame.readings) {
    const sensor = sensors.get(reading.sensor)
    if (!sensor) continue
    const before = next[reading.sensor] ?? newSensorState
    next[reading.sensor] = receiveReading(before, reading, sensor, context, effects)
  }
  return next
}

function frameOf(cell: Cell, index: number) {
  const readings = cell.sensors.flatMap(({ sensor }, place) =>
    Array.from({ length: readingsPerFrame }, (_, row) => {
      const sequence = index * readingsPerFrame + row
      const at = start + sequence * intervalMilliseconds
      return { sensor, sequence, at, value: valueAt(place, sequence, at) }
    }),
  )
  const sentAt = readings.at(-1)?.at ?? start
  return { kind: 'frame' as const, frame: `f${index}`, boot: 'b', sentAt, live: true, readings }
}

/** A daily course and noise, in steps of a sensor's resolution. */
function valueAt(place: number, sequence: number, at: number): number {
  const day = Math.sin((at / 86_400_000) * 2 * Math.PI + place)
  const noise = (((sequence * 8 + place) * 2_654_435_761) >>> 0) / 2 ** 32
  return Math.round((20 + 5 * day + noise) * 100) / 100
}

/** As a checkpoint has it, without the chart page that is being filled. */
function bytesOf({ page: _, rarity, ...rest }: SensorState): number {
  return encodeRarity(rarity).length + deflateRawSync(JSON.stringify(rest)).length
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
