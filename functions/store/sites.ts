import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell } from '#domain/sensor.ts'
import { Site } from '#domain/site.ts'
import {
  deleteAll,
  documentItem,
  getItem,
  keyItem,
  putAll,
  queryItems,
  readBinary,
  readText,
} from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

const siteVersion = 1
/** Below the 400 KB that an item may have, with room for its key. */
const partBytes = 300_000

interface Head {
  readonly revision: string
  readonly parts: number
}

/** Cells and parts first, then the head that speaks of them, the index last: a site that is listed is complete. */
export async function saveSite(store: OpsStore, site: Site, cells: readonly Cell[]): Promise<void> {
  const table = store.opsTable
  const file = deflateRawSync(JSON.stringify(site))
  const revision = createHash('sha256').update(file).digest('hex').slice(0, 16)
  const parts = Math.ceil(file.length / partBytes)
  const head: Head = { revision, parts }
  await putAll(store, [
    ...cells.map((cell) => ({
      table,
      item: documentItem(opsKeys.cell(site.site, cell.cell), siteVersion, cell),
    })),
    ...Array.from({ length: parts }, (_, part) => ({
      table,
      item: {
        ...keyItem(opsKeys.sitePart(site.site, revision, part)),
        v: { N: String(siteVersion) },
        data: { B: file.subarray(part * partBytes, (part + 1) * partBytes) },
      },
    })),
  ])
  await putAll(store, [{ table, item: documentItem(opsKeys.site(site.site), siteVersion, head) }])
  await putAll(store, [
    { table, item: documentItem(opsKeys.siteIndex(site.site), siteVersion, { site: site.site }) },
  ])
  await deleteFormer(store, site, revision)
}

/** What an earlier file of the site had and this one has not. */
async function deleteFormer(store: OpsStore, site: Site, revision: string): Promise<void> {
  const { pk } = opsKeys.site(site.site)
  const cells = new Set(site.cells.map(({ cell }) => opsKeys.cell(site.site, cell).sk))
  const current = opsKeys.sitePart(site.site, revision, 0).sk.slice(0, -'0000'.length)
  const items = await queryItems(store, store.opsTable, pk, {
    from: 'CELL#',
    to: 'PART#\uffff',
    keysOnly: true,
  })
  const former = items
    .map((item) => ({ pk, sk: item['sk']?.S ?? '' }))
    .filter(({ sk }) =>
      sk.startsWith('CELL#') ? !cells.has(sk) : sk.startsWith('PART#') && !sk.startsWith(current),
    )
  await deleteAll(store, store.opsTable, former)
}

/** One cell as the pipeline needs it, without reading the rest of its site. */
export async function readCell(
  store: OpsStore,
  site: string,
  cell: string,
): Promise<Cell | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.cell(site, cell))
  return item ? (JSON.parse(readText(item, 'body')) as Cell) : undefined
}

export interface RegisteredSite {
  readonly site: Site
  readonly cells: readonly Cell[]
}

export async function readSite(store: OpsStore, site: string): Promise<RegisteredSite | undefined> {
  // A file that is replaced between the reading of its head and of its parts is read again.
  for (let attempt = 0; attempt < readAttempts; attempt += 1) {
    const item = await getItem(store, store.opsTable, opsKeys.site(site))
    if (!item) return undefined
    const head = JSON.parse(readText(item, 'body')) as Head
    const parts = await queryItems(store, store.opsTable, opsKeys.site(site).pk, {
      from: opsKeys.sitePart(site, head.revision, 0).sk,
      to: opsKeys.sitePart(site, head.revision, head.parts - 1).sk,
    })
    if (parts.length === head.parts)
      return resolveStored(site, Buffer.concat(parts.map((part) => readBinary(part, 'data'))))
  }
  throw new Error(`Site "${site}" in the store lacks parts of its file; apply its file again.`)
}

const readAttempts = 3

function resolveStored(site: string, file: Uint8Array): RegisteredSite {
  const parsed = Site.parse(JSON.parse(inflateRawSync(file).toString('utf8')))
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
