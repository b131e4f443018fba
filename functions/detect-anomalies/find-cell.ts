import type { Cell } from '#domain/sensor.ts'
import { cellName } from '#store/keys.ts'
import { readCell } from '#store/sites.ts'
import type { Store } from '#store/store.ts'
import type { FindCell } from './sort-records.ts'

/** A changed site file is noticed within this time, a new one at once. */
const rememberedMilliseconds = 30_000

export function rememberCells(store: Store, now: () => number): FindCell {
  const known = new Map<string, { readonly cell: Cell; readonly readAt: number }>()
  return async (site, cell) => {
    const name = cellName(site, cell)
    const entry = known.get(name)
    if (entry && now() - entry.readAt < rememberedMilliseconds) return entry.cell
    const found = await readCell(store, site, cell)
    if (found) known.set(name, { cell: found, readAt: now() })
    else known.delete(name)
    return found
  }
}
