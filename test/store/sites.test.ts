import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { resolveSite } from '#domain/resolve-site.ts'
import { Site } from '#domain/site.ts'
import { queryItems } from '#store/items.ts'
import { opsKeys } from '#store/keys.ts'
import { listSites, readCell, readSite, saveSite } from '#store/sites.ts'
import { cellsOf, garden, gardenFile } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

let running: TestStore
beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())

const save = (site: Site) => saveSite(running.store, site, [...cellsOf(site).values()])
const sized = (site: string, count: number) =>
  Site.parse({
    ...gardenFile,
    site,
    cells: Array.from({ length: count }, (_, index) => ({
      cell: `cell-${index}`,
      // Hardly to be compressed.
      name: createHash('sha512').update(String(index)).digest('base64').slice(0, 80),
      sensors: ['temperature'],
    })),
    edges: [],
  })

it('comes back as it was applied, with its cells resolved', async () => {
  await save(garden)
  expect(await readSite(running.store, 'garden')).toEqual(resolveSite(garden))
  expect(await listSites(running.store)).toEqual(['garden'])
  expect(await readCell(running.store, 'garden', 'house')).toEqual(cellsOf(garden).get('house'))
  expect(await readCell(running.store, 'garden', 'shed')).toBeUndefined()
  expect(await readSite(running.store, 'park')).toBeUndefined()
})

it('forgets what a new file leaves out', async () => {
  await save(garden)
  const smaller = Site.parse({ ...gardenFile, cells: gardenFile.cells.slice(3), edges: [] })
  await save(smaller)
  expect(await readSite(running.store, 'garden')).toEqual(resolveSite(smaller))
  expect(await readCell(running.store, 'garden', 'pump')).toBeUndefined()
  const items = await queryItems(running.store, running.store.opsTable, opsKeys.site('garden').pk)
  expect(items.map((item) => item['sk']?.S?.split('#')[0])).toEqual(['CELL', 'META', 'PART'])
})

it('may be larger than an item', async () => {
  const large = sized('wood', 6_000)
  await save(large)
  expect((await readSite(running.store, 'wood'))?.cells).toHaveLength(6_000)
  const items = await queryItems(running.store, running.store.opsTable, opsKeys.site('wood').pk, {
    from: 'PART#',
    to: 'PART#\uffff',
    keysOnly: true,
  })
  expect(items.length).toBeGreaterThan(1)
  // Amazon's own store takes some seconds for so many items.
}, 60_000)
