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

export function rowMilliseconds({ sensors }: Cell): number {
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
  const open = new Map(before.open.map((row) => [row.at, row]))
  for (const reading of settled) {
    const at = Math.floor(reading.at / width) * width
    if (at >= before.closedUntil) open.set(at, addTo(open.get(at), at, reading))
  }
  const until = Math.max(passed, clock - latenessHorizonMilliseconds)
  const sorted = [...open.values()].sort((a, b) => a.at - b.at)
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

function addTo(row: OpenRow | undefined, at: number, reading: Settled): OpenRow {
  const [sum, count] = row?.sums[reading.sensor] ?? [0, 0]
  const sums = { ...row?.sums, [reading.sensor]: [sum + reading.value, count + 1] as const }
  const isLast =
    !row || reading.at > row.lastAt || (reading.at === row.lastAt && reading.frame > row.frame)
  return isLast ? { at, sums, lastAt: reading.at, frame: reading.frame } : { ...row, sums }
}

function toRow({ at, sums, frame }: OpenRow): CellRow {
  // By name, whatever order they came in.
  const names = Object.keys(sums).sort()
  const values = Object.fromEntries(
    names.map((name) => {
      const [sum, count] = sums[name] ?? [0, 1]
      return [name, count === 1 ? sum : sum / count]
    }),
  )
  return { at, values, frame }
}
