import type { Anomaly } from '#domain/anomaly.ts'
import { advanceCell, newCellState } from '#domain/cell-state.ts'
import type { Recording } from './recording.ts'
import { cellOfRecording } from './site-of-recording.ts'

/** What the shipped pipeline said of a recording. */
export interface Played {
  /** Rows at which an anomaly was told, or told again because it had become worse. */
  readonly alarms: readonly number[]
  /** Rows during which at least one anomaly was open. */
  readonly active: Uint8Array
  /** Of each row, what others may set a threshold on: 1 where something was told, less the more usual it was; 0 where nothing was said. */
  readonly ratings: Float64Array
  /** The score of each reading, by column and row; NaN where there was none. */
  readonly readings: readonly Float64Array[]
}

/** A score can show up to twelve decades of surprise; only what was told is a whole 1. */
const [mostDecades, belowTold] = [12, 0.99]

/** Of a row at which nothing was told. */
export function ratingOf(score: number): number {
  return Math.min(belowTold, score / mostDecades)
}

/** Row by row through the code that runs behind the stream, at the shipped thresholds. */
export function playRecording(recording: Recording): Played {
  const cell = cellOfRecording(recording)
  const { times } = recording
  const alarms: number[] = []
  const active = new Uint8Array(times.length)
  const scores = new Float64Array(times.length)
  const rated = recording.columns.map(() => new Float64Array(times.length).fill(Number.NaN))
  const open = new Set<string>()
  let state = newCellState
  times.forEach((at, row) => {
    const readings = cell.sensors.flatMap(({ sensor }, column) => {
      const value = recording.columns[column]?.[row] ?? Number.NaN
      return Number.isNaN(value) ? [] : [{ sensor, sequence: row, at, value }]
    })
    const frame = `row-${row}`
    const step = advanceCell(
      state,
      { kind: 'frame', frame, boot: 'b', sentAt: at, live: false, readings },
      cell,
    )
    state = step.state
    for (const anomaly of step.effects.anomalies) if (follow(open, anomaly)) alarms.push(row)
    active[row] = open.size > 0 ? 1 : 0
    cell.sensors.forEach(({ sensor }, column) => {
      const latest = state.sensors[sensor]?.latest
      const score = latest?.at === at ? latest.score : null
      if (score === null || Number.isNaN(recording.columns[column]?.[row])) return
      rated[column]?.fill(score, row, row + 1)
      scores[row] = Math.max(scores[row] ?? 0, score)
    })
  })
  const ratings = scores.map(ratingOf)
  for (const row of alarms) ratings[row] = 1
  return { alarms, active, ratings, readings: rated }
}

/** True where people would be told: of something new, or of something that has become worse. */
function follow(open: Set<string>, { id, state }: Anomaly): boolean {
  if (state !== 'cleared') open.add(id)
  else return !open.delete(id)
  return true
}
