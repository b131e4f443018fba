import { rowsPerPage } from './codec/page.ts'
import type { Row } from './reading.ts'
import { type Period, type Rollup, rollUp } from './rollup.ts'
import type { Sensor } from './sensor.ts'

export interface SensorRollups {
  readonly hour: Rollup | null
  readonly day: Rollup | null
}

export interface ClosedRollup {
  readonly sensor: Sensor
  readonly period: Period
  readonly rollup: Rollup
}

export type CellRollups = Readonly<Record<string, SensorRollups>>

interface SealedPage {
  readonly sensor: Sensor
  readonly rows: readonly Row[]
}

/** Page by page, so that nothing is done for each reading. An hour within a page is read from the page as cheaply. */
export function rollUpPages(
  rollups: CellRollups,
  pages: readonly SealedPage[],
): { rollups: CellRollups; closed: ClosedRollup[] } {
  if (pages.length === 0) return { rollups, closed: [] }
  const next: Record<string, SensorRollups> = { ...rollups }
  const closed: ClosedRollup[] = []
  for (const { sensor, rows } of pages) {
    const before = next[sensor.sensor] ?? { hour: null, day: null }
    const hours = rollUp(before.hour, rows, '1h')
    const days = rollUp(before.day, rows, '1d')
    next[sensor.sensor] = { hour: hours.open, day: days.open }
    for (const rollup of hours.closed)
      if (rollup.count > rowsPerPage) closed.push({ sensor, period: '1h', rollup })
    for (const rollup of days.closed) closed.push({ sensor, period: '1d', rollup })
  }
  return { rollups: next, closed }
}
