import type { Anomaly } from '#domain/anomaly.ts'
import type { CellDetector } from '#domain/detect/cell-detector.ts'
import { findFeed } from '#domain/feeds/registry.ts'
import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell } from '#domain/sensor.ts'
import { Site } from '#domain/site.ts'
import { type CellWatches, watchCell } from '#domain/watch-cell.ts'

export const monday = Date.UTC(2026, 2, 2)
const minute = 60_000
export const hour = 3_600_000
export const day = 24 * hour

/** A cluster of the Nutrient Network with its standard sensors. */
export function clusterCell(): Cell {
  const resolved = resolveSite(
    Site.parse({
      schemaVersion: 1,
      site: 'plot',
      name: 'Plot',
      timeZone: 'UTC',
      cells: [
        { cell: 'bed', name: 'Bed', feed: 'nutrient-network', gateway: 'g', role: 'cluster' },
      ],
    }),
  )
  const cell = resolved.kind === 'resolved' ? resolved.cells[0] : undefined
  if (!cell) throw new Error(`The plot was refused; feed: ${findFeed('nutrient-network')?.feed}`)
  return cell
}

export interface Watching {
  readonly detector: CellDetector<unknown>
  readonly values: (at: number) => Readonly<Record<string, number>>
  readonly days: number
  readonly everyMilliseconds?: number
  /** A cluster's where none is given. */
  readonly cell?: Cell
  /** What becomes of the state between two rows. */
  readonly store?: (watches: CellWatches) => CellWatches
}

/** A cell's life as one detector sees it. */
export function liveWatched(watching: Watching) {
  const { detector, values, days, everyMilliseconds, store, cell = clusterCell() } = watching
  const effects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 } as {
    anomalies: Anomaly[]
    pages: []
    late: []
    settled: []
    duplicates: number
  }
  let watches: CellWatches = {}
  for (let at = monday; at < monday + days * day; at += everyMilliseconds ?? minute) {
    const row = { at, values: values(at), frame: `frame-${at}` }
    watches = watchCell(store ? store(watches) : watches, [row], cell, effects, [detector])
  }
  return { told: effects.anomalies, watches }
}
