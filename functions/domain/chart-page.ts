import { rowsPerPage } from './codec/page.ts'
import { notEvaluated, type Outcome } from './quality/outcomes.ts'
import { withSpike } from './quality/rows.ts'
import type { Row } from './reading.ts'

/** The chart page that is being filled, in two parts, so that a reading copies a few rows instead of all. */
export interface ChartPage {
  readonly older: readonly Row[]
  /** The last one to eight, of which the last still waits for what the next reading shows of it. */
  readonly newest: readonly Row[]
}

const mostNewest = 8

export const emptyPage: ChartPage = { older: [], newest: [] }

export function rowsOf({ older, newest }: ChartPage): readonly Row[] {
  return older.length === 0 ? newest : [...older, ...newest]
}

/** As if they had been kept one by one. */
export function pageOf(rows: readonly Row[]): ChartPage {
  const older = Math.floor(Math.max(0, rows.length - 1) / mostNewest) * mostNewest
  return { older: rows.slice(0, older), newest: rows.slice(older) }
}

/** A full page is sealed by the reading after it: `spike` is what that shows of the row before. */
export function keepRow(
  page: ChartPage,
  row: Row,
  spike: Outcome,
): { readonly page: ChartPage; readonly sealed: readonly Row[] | null } {
  const { older, newest } = page
  const last = newest.at(-1)
  if (last === undefined) return { page: { older, newest: [row] }, sealed: null }
  const before = spike === notEvaluated ? last : withSpike(last, spike)
  if (older.length + newest.length === rowsPerPage)
    return { page: { older: [], newest: [row] }, sealed: [...older, ...newest.with(-1, before)] }
  if (newest.length === mostNewest) {
    const kept = [...older, ...newest.with(-1, before)]
    return { page: { older: kept, newest: [row] }, sealed: null }
  }
  return { page: { older, newest: newest.toSpliced(-1, 1, before, row) }, sealed: null }
}
