import type { CellInstructions, Instructions } from './instructions.ts'
import type { Calibration } from './quality/calibration.ts'
import type { QualityLimits } from './quality/quality-limits.ts'

/** A sensor as the pipeline needs it: the site file's entry with its metric's definition filled in. */
export interface Sensor {
  /** `site.cell.sensor`, the sensor's name everywhere outside its own cell. */
  readonly key: string
  readonly site: string
  readonly cell: string
  readonly sensor: string
  readonly name: string
  readonly metric: string
  readonly label: string
  readonly unit: string
  readonly resolution: number
  readonly min: number
  readonly max: number
  readonly expectedIntervalSeconds: number
  readonly minimumPeople: number
  readonly commanded: boolean
  /** Where what it measures is a stock: below this, those who live on it suffer. */
  readonly spentAt: number | null
  readonly quality: QualityLimits
  /** In the order of their time; none overlaps another. */
  readonly calibrations: readonly Calibration[]
  /** What is in force; only within a cell's step, from its journal. */
  readonly instructions?: Instructions
}

export interface Cell {
  readonly site: string
  readonly cell: string
  readonly name: string
  readonly role: string
  readonly feed: string | null
  readonly gateway: string | null
  readonly timeZone: string
  /** Cells of one group are shown from one stored item. */
  readonly group: string
  readonly sensors: readonly Sensor[]
  /** What people have said by now; only where the cell is about to be written. */
  readonly instructed?: CellInstructions
}

export function sensorKey(site: string, cell: string, sensor: string): string {
  return `${site}.${cell}.${sensor}`
}

export interface SensorAddress {
  readonly site: string
  readonly cell: string
  readonly sensor: string
}

export function parseSensorKey(key: string): SensorAddress | undefined {
  const [site, cell, sensor, ...rest] = key.split('.')
  if (!site || !cell || !sensor || rest.length > 0) return undefined
  return { site, cell, sensor }
}
