import type { Row } from '#domain/reading.ts'
import { addRows, type Period, periods, type Rollup, rowsOf } from '#domain/rollup.ts'
import { readLateRows, readRows } from '#store/pages.ts'
import { readRollups } from '#store/rollups.ts'
import type { TelemetryStore } from '#store/store.ts'

export interface Span {
  readonly rows: readonly Row[]
  /** Readings behind the rows. */
  readonly readings: number
  /** The stretch that some rows stand for, where they are not the readings themselves. */
  readonly rolledUp: Period | null
}

const dayMilliseconds = 86_400_000

/** Beyond these a chart has fewer pixels than there are hours, or days. */
function periodFor(milliseconds: number): Period | null {
  if (milliseconds > 120 * dayMilliseconds) return '1d'
  return milliseconds > 3 * dayMilliseconds ? '1h' : null
}

/** What is stored of a span: long ones by their rollups, and where there are none by their pages. */
export async function readSpan(
  store: TelemetryStore,
  sensor: string,
  from: number,
  to: number,
): Promise<Span> {
  const period = periodFor(to - from)
  const rollups = period === null ? [] : await readRollups(store, sensor, period, from, to)
  const whole = period === null ? [] : rollups.filter((one) => one.from + periods[period] <= to)
  if (period === null || whole.length === 0) {
    const rows = await readRows(store, sensor, from, to)
    return { rows, readings: rows.length, rolledUp: null }
  }
  const [late, ...rest] = await Promise.all([
    readLateRows(store, sensor, from, to),
    ...gapsBetween(whole, periods[period], from, to).map(([start, end]) =>
      readRows(store, sensor, start, end),
    ),
  ])
  const merged = whole.map((rollup) => mergeLate(rollup, late, periods[period]))
  const rows = [...rest.flat(), ...merged.flatMap(rowsOf)].sort((a, b) => a.at - b.at)
  const readings = merged.reduce((sum, { count }) => sum + count, rest.flat().length)
  return { rows, readings, rolledUp: period }
}

function mergeLate(rollup: Rollup, late: readonly Row[], length: number): Rollup {
  return addRows(
    rollup,
    late.filter(({ at }) => at >= rollup.from && at < rollup.from + length),
  )
}

/** The stretches of a span that no rollup stands for, both ends included. */
function gapsBetween(
  rollups: readonly Rollup[],
  length: number,
  from: number,
  to: number,
): Array<readonly [number, number]> {
  const gaps: Array<readonly [number, number]> = []
  let start = from
  for (const rollup of rollups) {
    if (rollup.from > start) gaps.push([start, rollup.from - 1])
    start = rollup.from + length
  }
  if (start <= to) gaps.push([start, to])
  return gaps
}
