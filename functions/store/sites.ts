import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell } from '#domain/sensor.ts'
import { Site } from '#domain/site.ts'
import { documentItem, getItem, putAll, queryItems, readText } from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

const siteVersion = 1

/** Cells first, the index last: a site that is listed is complete. */
export async function saveSite(store: OpsStore, site: Site, cells: readonly Cell[]): Promise<void> {
  const { cells: entries, ...head } = site
  const table = store.opsTable
  await putAll(
    store,
    cells.map((cell, index) => ({
      table,
      item: documentItem(opsKeys.cell(site.site, cell.cell), siteVersion, {
        entry: entries[index],
        cell,
      }),
    })),
  )
  await putAll(store, [
    {
      table,
      item: documentItem(opsKeys.site(site.site), siteVersion, {
        ...head,
        order: cells.map((cell) => cell.cell),
      }),
    },
  ])
  await putAll(store, [
    { table, item: documentItem(opsKeys.siteIndex(site.site), siteVersion, { site: site.site }) },
  ])
}

/** One cell as the pipeline needs it, without reading the rest of its site. */
export async function readCell(
  store: OpsStore,
  site: string,
  cell: string,
): Promise<Cell | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.cell(site, cell))
  return item ? (JSON.parse(readText(item, 'body')) as { cell: Cell }).cell : undefined
}

export interface RegisteredSite {
  readonly site: Site
  readonly cells: readonly Cell[]
}

export async function readSite(store: OpsStore, site: string): Promise<RegisteredSite | undefined> {
  const head = await getItem(store, store.opsTable, opsKeys.site(site))
  if (!head) return undefined
  const { order, ...rest } = JSON.parse(readText(head, 'body')) as Omit<Site, 'cells'> & {
    order: string[]
  }
  const items = await queryItems(store, store.opsTable, opsKeys.site(site).pk, {
    from: 'CELL#',
    to: 'CELL#\uffff',
  })
  const entries = new Map(
    items.map((item) => [
      readText(item, 'sk').slice('CELL#'.length),
      (JSON.parse(readText(item, 'body')) as { entry: unknown }).entry,
    ]),
  )
  // A cell that an earlier description had is no longer in the order.
  const parsed = Site.parse({ ...rest, cells: order.map((cell) => entries.get(cell)) })
  const resolved = resolveSite(parsed)
  if (resolved.kind === 'refused')
    throw new Error(
      `Site "${site}" in the store no longer resolves: ${resolved.problems[0]?.message}; apply its file again.`,
    )
  return resolved
}

export async function listSites(store: OpsStore): Promise<string[]> {
  const items = await queryItems(store, store.opsTable, 'SITES')
  return items.map((item) => readText(item, 'sk'))
}
