import type { Row } from './reading.ts'

/** What a stretch of time comes to. The extremes keep their moments, so that a chart can show them where they were. */
export interface Rollup {
  readonly from: number
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly minAt: number
  readonly max: number
  readonly maxAt: number
  /** The expected band, summed over the rows that had one. */
  readonly banded: number
  readonly expected: number
  readonly low: number
  readonly high: number
  /** How many rows were anomalous, suspect or failed, and the first few of them as time, value and flag. */
  readonly flagged: number
  readonly points: ReadonlyArray<readonly [at: number, value: number, flag: number]>
}

export const periods = { '1h': 3_600_000, '1d': 86_400_000 } as const
export type Period = keyof typeof periods

const anomalousScore = 3
const keptPoints = 6

export interface RollupStep {
  /** The stretch that is still going on. */
  readonly open: Rollup | null
  readonly closed: readonly Rollup[]
}

/** Rows in order; a stretch is closed by the first row after it. */
export function rollUp(open: Rollup | null, rows: readonly Row[], period: Period): RollupStep {
  const closed: Rollup[] = []
  let current = open
  for (let first = 0; first < rows.length; ) {
    const from = Math.floor((rows[first]?.at ?? 0) / periods[period]) * periods[period]
    let end = first + 1
    while ((rows[end]?.at ?? Number.POSITIVE_INFINITY) < from + periods[period]) end += 1
    if (current && current.from !== from) {
      closed.push(current)
      current = null
    }
    current = addRows(current ?? emptyRollup(from), rows.slice(first, end))
    first = end
  }
  return { open: current, closed }
}

function emptyRollup(from: number): Rollup {
  return {
    from,
    count: 0,
    sum: 0,
    min: Number.MAX_VALUE,
    minAt: from,
    max: -Number.MAX_VALUE,
    maxAt: from,
    banded: 0,
    expected: 0,
    low: 0,
    high: 0,
    flagged: 0,
    points: [],
  }
}

export function addRows(rollup: Rollup, rows: readonly Row[]): Rollup {
  const flagged = rows.filter(isFlagged)
  const points = flagged.map(({ at, value, flag }) => [at, value, flag] as const)
  return {
    from: rollup.from,
    count: rollup.count + rows.length,
    sum: rows.reduce((sum, { value }) => sum + value, rollup.sum),
    ...extremes(rollup, rows),
    ...bands(rollup, rows),
    flagged: rollup.flagged + flagged.length,
    points: [...rollup.points, ...points].slice(0, keptPoints),
  }
}

function isFlagged({ score, flag }: Row): boolean {
  return (score ?? 0) >= anomalousScore || flag === 3 || flag === 4
}

function extremes(rollup: Rollup, rows: readonly Row[]) {
  let { min, minAt, max, maxAt } = rollup
  for (const { at, value } of rows) {
    if (value < min) [min, minAt] = [value, at]
    if (value > max) [max, maxAt] = [value, at]
  }
  return { min, minAt, max, maxAt }
}

function bands(rollup: Rollup, rows: readonly Row[]) {
  let { banded, expected, low, high } = rollup
  for (const row of rows) {
    if (row.expected === null || row.low === null || row.high === null) continue
    banded += 1
    expected += row.expected
    low += row.low
    high += row.high
  }
  return { banded, expected, low, high }
}

export function meanOf({ sum, count }: Rollup): number {
  return count === 0 ? 0 : sum / count
}

/** Its extremes and its flagged points, as rows of a chart. */
export function rowsOf(rollup: Rollup): Row[] {
  const band = { ...bandOf(rollup), score: null }
  const rows = new Map<number, Row>()
  rows.set(rollup.minAt, { at: rollup.minAt, value: rollup.min, ...band, flag: 1 })
  rows.set(rollup.maxAt, { at: rollup.maxAt, value: rollup.max, ...band, flag: 1 })
  for (const [at, value, flag] of rollup.points)
    rows.set(at, { at, value, ...band, flag: flag as Row['flag'] })
  return [...rows.values()].sort((a, b) => a.at - b.at)
}

/** The mean band of the stretch. */
function bandOf({ banded, expected, low, high }: Rollup): Pick<Row, 'expected' | 'low' | 'high'> {
  if (banded === 0) return { expected: null, low: null, high: null }
  return { expected: expected / banded, low: low / banded, high: high / banded }
}
