import { rowsPerPage } from './codec/page.ts'
import { notEvaluated, type Outcome } from './quality/outcomes.ts'
import { withSpike } from './quality/rows.ts'
import type { Row } from './reading.ts'

/** The chart page that is being filled, newest row first, so that keeping a row copies none. */
export interface ChartPage {
  readonly count: number
  /** Its row still waits for what the next reading shows of it. */
  readonly newest: Kept | null
}

interface Kept {
  readonly row: Row
  readonly before: Kept | null
}

export const emptyPage: ChartPage = { count: 0, newest: null }

export function rowsOf({ newest }: ChartPage): readonly Row[] {
  const rows: Row[] = []
  for (let kept = newest; kept !== null; kept = kept.before) rows.push(kept.row)
  return rows.reverse()
}

export function pageOf(rows: readonly Row[]): ChartPage {
  const newest = rows.reduce<Kept | null>((before, row) => ({ row, before }), null)
  return { count: rows.length, newest }
}

/** A full page is sealed by the reading after it: `spike` is what that shows of the row before. */
export function keepRow(
  page: ChartPage,
  row: Row,
  spike: Outcome,
): { readonly page: ChartPage; readonly sealed: readonly Row[] | null } {
  const before = spike === notEvaluated ? page.newest : withSpikeAt(page.newest, spike)
  if (page.count < rowsPerPage)
    return { page: { count: page.count + 1, newest: { row, before } }, sealed: null }
  const sealed = rowsOf({ count: page.count, newest: before })
  return { page: { count: 1, newest: { row, before: null } }, sealed }
}

function withSpikeAt(newest: Kept | null, spike: Outcome): Kept | null {
  return newest && { row: withSpike(newest.row, spike), before: newest.before }
}
