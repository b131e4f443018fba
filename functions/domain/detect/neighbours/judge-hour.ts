import type { SensorEffects } from '#domain/advance-sensor.ts'
import type { Anomaly } from '#domain/anomaly.ts'
import type { CellRow } from '#domain/detect/cell-detector.ts'
import { type HourSummary, hourMilliseconds } from '#domain/hour-summary.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { type CellWatches, watchCell } from '#domain/watch-cell.ts'
import type { Comparison } from './comparison.ts'
import { type DriftState, restOf } from './drift-state.ts'
import { earlyWarning, isStock } from './early-warning.ts'
import { neighbourDrift, neighbourDriftName } from './neighbour-drift.ts'

/** By cell. */
export type GroupWatches = Readonly<Record<string, CellWatches>>

/** What one cell said within the hour. */
export type HourOfCell = Pick<HourSummary, 'values' | 'frame'>

/** Fewer say too little of what is usual: the median of three forgives one of them. */
export const leastNeighbours = 3

/** Every sensor of the hour is set against those of its metric in other cells, then learnt. */
export function judgeHour(
  before: GroupWatches,
  hour: number,
  spoken: ReadonlyMap<string, HourOfCell>,
  cells: readonly Cell[],
): { readonly watches: GroupWatches; readonly anomalies: readonly Anomaly[] } {
  const comparisons = compareAll(before, hour, spoken, cells)
  const drift = neighbourDrift(comparisons)
  const warning = earlyWarning(comparisons)
  const effects: SensorEffects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 }
  const watches: Record<string, CellWatches> = { ...before }
  for (const cell of cells) {
    const its = spoken.get(cell.cell)
    const sensors = cell.sensors.filter(({ key }) => comparisons.has(key))
    if (!its || sensors.length === 0) continue
    // Whatever the hour says is known when it is over.
    const row: CellRow = { ...its, at: (hour + 1) * hourMilliseconds }
    const stocks = sensors.filter(isStock)
    const own = watchCell(watches[cell.cell] ?? {}, [row], { ...cell, sensors }, effects, [drift])
    watches[cell.cell] = watchCell(own, [row], { ...cell, sensors: stocks }, effects, [warning])
  }
  return { watches, anomalies: effects.anomalies }
}

interface Speaker {
  readonly sensor: Sensor
  /** What it says beyond its level; null where it has none yet. */
  readonly rest: number | null
}

function compareAll(
  watches: GroupWatches,
  hour: number,
  spoken: ReadonlyMap<string, HourOfCell>,
  cells: readonly Cell[],
): Map<string, Comparison> {
  const speakers = cells.flatMap((cell) => {
    const values = spoken.get(cell.cell)?.values ?? {}
    return cell.sensors.flatMap((sensor): Speaker[] => {
      const value = values[sensor.sensor]
      if (value === undefined) return []
      return [{ sensor, rest: restOf(stateOf(watches, sensor), hour, value, sensor.resolution) }]
    })
  })
  const comparisons = new Map<string, Comparison>()
  for (const alike of Map.groupBy(speakers, ({ sensor }) => sensor.metric).values())
    for (const speaker of alike) {
      const compared = compare(speaker, alike, hour)
      if (compared) comparisons.set(speaker.sensor.key, compared)
    }
  return comparisons
}

function stateOf(watches: GroupWatches, { cell, sensor }: Sensor): DriftState {
  // Under this name are that detector's watches only.
  const state = watches[cell]?.[`${neighbourDriftName}/${sensor}`]?.state as DriftState | undefined
  return state ?? neighbourDrift(new Map()).initial
}

function compare(own: Speaker, alike: readonly Speaker[], hour: number): Comparison | null {
  const others = alike.filter(({ sensor }) => sensor.cell !== own.sensor.cell)
  if (countCells(others) < leastNeighbours) return null
  const known = others.filter(({ rest }) => rest !== null)
  if (countCells(known) >= leastNeighbours) {
    const common = median(known.map(({ rest }) => rest ?? 0))
    const apart = own.rest === null ? null : own.rest - common
    return { hour, common, apart, neighbours: known.length }
  }
  // Where all are new, each begins where it is.
  return own.rest === null ? { hour, common: 0, apart: null, neighbours: others.length } : null
}

function countCells(speakers: readonly Speaker[]): number {
  return new Set(speakers.map(({ sensor }) => sensor.cell)).size
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
