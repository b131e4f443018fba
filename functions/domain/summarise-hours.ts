import { latenessHorizonMilliseconds } from './arrival.ts'
import type { CellRow } from './detect/cell-detector.ts'
import { type HourSummary, hourMilliseconds } from './hour-summary.ts'
import type { Cell } from './sensor.ts'

/** The hour of a cell that goes on. */
export interface OpenHour {
  readonly hour: number
  readonly previous: number | null
  /** By sensor: sum and count of its rows. */
  readonly sums: Readonly<Record<string, readonly [number, number]>>
  readonly frame: string
}

/** A row is a minute wide at most, and closes when nothing can come that is in time. */
const graceMilliseconds = 60_000 + latenessHorizonMilliseconds

/** An hour is over with the first row after it, or when so much time has passed that none of its rows is open. */
export function summariseHours(
  before: OpenHour | null,
  rows: readonly CellRow[],
  clock: number,
  cell: Cell,
): { readonly open: OpenHour | null; readonly summaries: readonly HourSummary[] } {
  const summaries: HourSummary[] = []
  let open = before
  for (const row of rows) {
    open = moveTo(open, hourOf(row.at), cell, summaries)
    if (open.hour === hourOf(row.at)) open = addRow(open, row)
  }
  if (open && hourOf(clock - graceMilliseconds) > open.hour)
    open = moveTo(open, hourOf(clock - graceMilliseconds), cell, summaries)
  return { open, summaries }
}

function hourOf(at: number): number {
  return Math.floor(at / hourMilliseconds)
}

function moveTo(
  open: OpenHour | null,
  hour: number,
  cell: Cell,
  summaries: HourSummary[],
): OpenHour {
  if (open && hour <= open.hour) return open
  if (open) summaries.push(summaryOf(open, cell))
  return { hour, previous: open ? open.hour : null, sums: {}, frame: '' }
}

function addRow(open: OpenHour, row: CellRow): OpenHour {
  const sums: Record<string, readonly [number, number]> = { ...open.sums }
  for (const name in row.values) {
    const value = row.values[name] ?? 0
    const known = sums[name]
    sums[name] = known ? [known[0] + value, known[1] + 1] : [value, 1]
  }
  return { ...open, sums, frame: row.frame }
}

/** Controllers step by design, and what stands for people is not told beyond its cell. */
function summaryOf({ hour, previous, sums, frame }: OpenHour, cell: Cell): HourSummary {
  const values: Record<string, number> = {}
  for (const { sensor, commanded, minimumPeople } of cell.sensors) {
    const known = sums[sensor]
    if (known && !commanded && minimumPeople === 0) values[sensor] = known[0] / known[1]
  }
  return { site: cell.site, cell: cell.cell, hour, previous, values, frame }
}
