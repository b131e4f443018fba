import * as z from 'zod'
import { CellAccount } from '#domain/account.ts'
import { seasonalSurprise } from '#domain/detect/seasonal-surprise.ts'
import type { Cell } from '#domain/sensor.ts'
import type { SensorState } from '#domain/sensor-state.ts'
import type { CellHead } from './cell-log.ts'
import { documentItem, type Put, queryItems, readText } from './items.ts'
import { telemetryKeys } from './keys.ts'
import type { TelemetryStore } from './store.ts'

const number = z.number().nullable()

/** A cell at a glance: the newest row of each sensor and the cell's account. */
export const Tile = z.object({
  cell: z.string(),
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
      anomalous: z.boolean(),
      live: z.boolean(),
    }),
  ),
})
export type Tile = z.infer<typeof Tile>

export function tilePut(store: TelemetryStore, cell: Cell, head: CellHead, changedAt: number): Put {
  const tile: Tile = {
    cell: cell.cell,
    changedAt,
    clock: head.state.clock,
    account: head.account,
    unsaved: head.sinceCheckpoint.readings > 0,
    sensors: Object.fromEntries(
      Object.entries(head.state.sensors).map(([name, state]) => [name, glance(state)]),
    ),
  }
  return {
    table: store.telemetryTable,
    item: documentItem(telemetryKeys.tile(cell.site, cell.cell), 1, tile),
  }
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
    learned: Math.round(seasonalSurprise.learned(state.surprise) * 100) / 100,
    anomalous: Object.values(state.watches).some((watch) => watch.anomaly !== null),
    live: state.live,
  }
}

export async function readTiles(store: TelemetryStore, site: string): Promise<Tile[]> {
  const items = await queryItems(store, store.telemetryTable, telemetryKeys.tile(site, '').pk)
  return items.map((item) => Tile.parse(JSON.parse(readText(item, 'body'))))
}
