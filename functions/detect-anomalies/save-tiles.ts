import type { Cell } from '#domain/sensor.ts'
import type { CellHead } from '#store/cell-log.ts'
import { putAll } from '#store/items.ts'
import {
  readTileGroup,
  type TileGroup,
  type TilePlace,
  tileGroupPut,
  tileOf,
} from '#store/tiles.ts'
import type { Ports } from './write-cell.ts'

export interface Written {
  readonly cell: Cell
  readonly head: CellHead
}

/** The groups a writer has in mind, so that it need not read what it wrote itself. */
export type KnownTiles = Map<string, TileGroup>

const rememberedGroups = 2_000

/** Cells at a glance, for everybody who does not read their journals: one item for each group of cells. */
export async function saveTiles(
  ports: Ports,
  known: KnownTiles,
  shard: string,
  written: readonly Written[],
): Promise<void> {
  const groups = Map.groupBy(written, ({ cell }) => `${cell.site} ${cell.group} ${shard}`)
  const changedAt = ports.now()
  const puts = await Promise.all(
    [...groups].map(async ([name, members]) => {
      const [{ cell }] = members as [Written]
      const place: TilePlace = { site: cell.site, group: cell.group, shard }
      const before = known.get(name) ?? (await readTileGroup(ports.store, place))
      const tiles = new Map(before)
      for (const { cell, head } of members) tiles.set(cell.cell, tileOf(cell, head, changedAt))
      known.delete(name)
      known.set(name, tiles)
      return tileGroupPut(ports.store, place, tiles)
    }),
  )
  await putAll(ports.store, puts)
  for (const oldest of known.keys()) {
    if (known.size <= rememberedGroups) return
    known.delete(oldest)
  }
}
