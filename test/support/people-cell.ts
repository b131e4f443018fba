import type { Anomaly } from '#domain/anomaly.ts'
import type { CellDetector, CellRow } from '#domain/detect/cell-detector.ts'
import type { Cell } from '#domain/sensor.ts'
import { Site } from '#domain/site.ts'
import { type CellWatches, watchCell } from '#domain/watch-cell.ts'
import { cellsOf } from './sites.ts'

export const windowMilliseconds = 300_000
/** A Monday at midnight. */
export const start = Date.UTC(2026, 2, 2)

const site = Site.parse({
  schemaVersion: 1,
  site: 'quarter',
  name: 'Quarter',
  cells: [{ cell: 'house', name: 'House', feed: 'ecocell' }],
})

export function peopleCell(): Cell {
  const cell = cellsOf(site).get('house')
  if (!cell) throw new Error('The quarter has no house.')
  return cell
}

/** A row of values each five minutes; a window of nothing is not there. */
export function rowsOf(
  windows: number,
  valuesAt: (window: number) => Readonly<Record<string, number>>,
): CellRow[] {
  return Array.from({ length: windows }, (_, window) => ({
    at: start + window * windowMilliseconds,
    values: valuesAt(window),
    frame: `f${window}`,
  })).filter(({ values }) => Object.keys(values).length > 0)
}

/** What one detector tells over rows, as the pipeline would tell it. */
export function watch<State>(detector: CellDetector<State>, rows: readonly CellRow[]) {
  const anomalies: Anomaly[] = []
  const effects = { anomalies, pages: [], late: [], settled: [], duplicates: 0 }
  let watches: CellWatches = {}
  for (const row of rows)
    watches = watchCell(watches, [row], peopleCell(), effects, [detector as CellDetector<unknown>])
  return { anomalies, watches }
}

export const windowsPerHour = 12
