import { latenessHorizonMilliseconds } from './arrival.ts'
import type { CellRow } from './detect/cell-detector.ts'
import type { Cell } from './sensor.ts'

/** A reading that was taken in its order and is sound. */
export interface Settled {
  readonly sensor: string
  readonly at: number
  readonly value: number
  readonly frame: string
}

interface OpenRow {
  readonly at: number
  /** By sensor: sum and count. */
  readonly sums: Readonly<Record<string, readonly [number, number]>>
  readonly lastAt: number
  readonly frame: string
}

/** Rows that may still gain readings, oldest first. */
export interface Gathering {
  readonly open: readonly OpenRow[]
  /** Rows that begin before this are closed. */
  readonly closedUntil: number
}

export const noGathering: Gathering = { open: [], closedUntil: 0 }

/** A cell in step says all within its slowest interval; people take longer, so nobody waits for them. */
const longestRowSeconds = 60

function rowMilliseconds({ sensors }: Cell): number {
  const seconds = sensors
    .filter(({ minimumPeople }) => minimumPeople === 0)
    .map(({ expectedIntervalSeconds }) => expectedIntervalSeconds)
  return 1000 * Math.min(longestRowSeconds, Math.max(1, ...seconds))
}

/**
 * A row closes when every sensor heard of has passed it, or the lateness horizon has: then nothing can be added
 * that came in time, so its content does not depend on the order of arrival.
 */
export function gatherRows(
  before: Gathering,
  settled: readonly Settled[],
  passed: number,
  clock: number,
  cell: Cell,
): { readonly gathering: Gathering; readonly rows: readonly CellRow[] } {
  if (settled.length === 0 && before.open.length === 0) return { gathering: before, rows: [] }
  const width = rowMilliseconds(cell)
  const sorted = addAll(before, settled, width).sort((a, b) => a.at - b.at)
  const until = Math.max(passed, clock - latenessHorizonMilliseconds)
  const firstOpen = sorted.findIndex(({ at }) => at + width > until)
  const closed = firstOpen < 0 ? sorted : sorted.slice(0, firstOpen)
  const last = closed.at(-1)
  return {
    gathering: {
      open: firstOpen < 0 ? [] : sorted.slice(firstOpen),
      closedUntil: last ? last.at + width : before.closedUntil,
    },
    rows: closed.map(toRow),
  }
}

interface GrowingRow {
  readonly at: number
  readonly sums: Record<string, readonly [number, number]>
  lastAt: number
  frame: string
}

/** Copies each row once, however many readings it gains. */
function addAll(
  { open, closedUntil }: Gathering,
  settled: readonly Settled[],
  width: number,
): GrowingRow[] {
  const rows = open.map((row) => ({ ...row, sums: { ...row.sums } }))
  let row: GrowingRow | undefined
  for (const reading of settled) {
    const at = Math.floor(reading.at / width) * width
    if (at < closedUntil) continue
    if (row?.at !== at) row = rows.find((one) => one.at === at)
    if (!row) {
      row = { at, sums: {}, lastAt: reading.at, frame: reading.frame }
      rows.push(row)
    }
    addTo(row, reading)
  }
  return rows
}

function addTo(row: GrowingRow, { sensor, at, value, frame }: Settled): void {
  const sum = row.sums[sensor]
  row.sums[sensor] = sum ? [sum[0] + value, sum[1] + 1] : [value, 1]
  if (at < row.lastAt || (at === row.lastAt && frame <= row.frame)) return
  row.lastAt = at
  row.frame = frame
}

function toRow({ at, sums, frame }: OpenRow): CellRow {
  const values: Record<string, number> = {}
  // By name, whatever order they came in.
  for (const name of Object.keys(sums).sort()) {
    const [sum, count] = sums[name] ?? [0, 1]
    values[name] = count === 1 ? sum : sum / count
  }
  return { at, values, frame }
}
