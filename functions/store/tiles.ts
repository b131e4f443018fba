import { deflateRawSync, inflateRawSync } from 'node:zlib'
import * as z from 'zod'
import { CellAccount } from '#domain/account.ts'
import { hoursKnown, hoursOfDay } from '#domain/detect/daily-profile.ts'
import { learnedShare, readingsToKnow } from '#domain/detect/rarity-state.ts'
import type { Cell } from '#domain/sensor.ts'
import type { SensorState } from '#domain/sensor-state.ts'
import { absenceOf } from '#domain/watch-silence.ts'
import type { CellHead } from './cell-log.ts'
import { getItem, type Item, keyItem, type Put, queryItems, readBinary, readText } from './items.ts'
import { telemetryKeys } from './keys.ts'
import type { TelemetryStore } from './store.ts'

const number = z.number().nullable()

/** A cell at a glance: the newest row of each sensor and the cell's account. */
export const Tile = z.object({
  cell: z.string(),
  /** The cell's last journal item that is in here: where a cell is told of twice, the later one holds. */
  sequence: z.number().default(-1),
  changedAt: z.number(),
  /** The newest moment the cell's inputs spoke of. */
  clock: z.number(),
  account: CellAccount,
  /** Whether its newest readings are in the journal only. */
  unsaved: z.boolean().default(false),
  sensors: z.record(
    z.string(),
    z.object({
      at: number,
      value: number,
      expected: number,
      low: number,
      high: number,
      score: number,
      flag: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(9)]),
      learned: z.number(),
      /** Of the day; null while it is not known what is rare here. A tile of before says nothing of it. */
      hoursKnown: z.number().nullable().default(hoursOfDay),
      anomalous: z.boolean(),
      live: z.boolean(),
      /** A tile of before there was a difference says nothing of it. */
      absence: z.enum(['missing', 'dead']).nullable().default(null),
    }),
  ),
})
export type Tile = z.infer<typeof Tile>

/** Cells that are written together share an item: one write for a gateway's worth of cells, batch after batch. */
export interface TilePlace {
  readonly site: string
  readonly group: string
  /** Each shard has one writer, so each has an item of its own. */
  readonly shard: string
}

export type TileGroup = ReadonlyMap<string, Tile>

const tileVersion = 2

export function tileOf(cell: Cell, head: CellHead, changedAt: number): Tile {
  return {
    cell: cell.cell,
    sequence: head.sequence,
    changedAt,
    clock: head.state.clock,
    account: head.account,
    unsaved: head.sinceCheckpoint.readings > 0,
    sensors: Object.fromEntries(
      Object.entries(head.state.sensors).map(([name, state]) => [name, glance(state)]),
    ),
  }
}

export function tileGroupPut(store: TelemetryStore, place: TilePlace, tiles: TileGroup): Put {
  return {
    table: store.telemetryTable,
    item: {
      ...keyItem(telemetryKeys.tiles(place.site, place.group, place.shard)),
      v: { N: String(tileVersion) },
      tiles: { B: deflateRawSync(JSON.stringify([...tiles.values()]), { level: 1 }) },
    },
  }
}

export async function readTileGroup(store: TelemetryStore, place: TilePlace): Promise<TileGroup> {
  const key = telemetryKeys.tiles(place.site, place.group, place.shard)
  const item = await getItem(store, store.telemetryTable, key)
  return new Map(item ? readTileItem(item).map((tile) => [tile.cell, tile]) : [])
}

function glance(state: SensorState): Tile['sensors'][string] {
  const { latest } = state
  return {
    at: latest?.at ?? null,
    value: latest?.value ?? null,
    expected: latest?.expected ?? null,
    low: latest?.low ?? null,
    high: latest?.high ?? null,
    score: latest?.score ?? null,
    flag: latest?.flag ?? 9,
    learned: Math.round(learnedShare(state.rarity) * 100) / 100,
    hoursKnown: state.rarity.count < readingsToKnow ? null : hoursKnown(state.rarity.profile),
    anomalous: [...Object.values(state.watches), state.courses?.limit].some(
      (watch) => watch?.anomaly,
    ),
    live: state.live,
    absence: absenceOf(state),
  }
}

export async function readTiles(store: TelemetryStore, site: string): Promise<Tile[]> {
  const items = await queryItems(store, store.telemetryTable, telemetryKeys.tiles(site, '', '').pk)
  const newest = new Map<string, Tile>()
  for (const tile of items.flatMap(readTileItem)) {
    const known = newest.get(tile.cell)
    if (!known || known.sequence < tile.sequence) newest.set(tile.cell, tile)
  }
  return [...newest.values()]
}

/** The first version had an item for each cell. */
function readTileItem(item: Item): Tile[] {
  if (item['v']?.N === '1') return [Tile.parse(JSON.parse(readText(item, 'body')))]
  const tiles = JSON.parse(inflateRawSync(readBinary(item, 'tiles')).toString('utf8')) as unknown
  return z.array(Tile).parse(tiles)
}
