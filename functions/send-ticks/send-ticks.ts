import type { Bus } from '#bus/bus.ts'
import { type OutgoingEvent, publishEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import { isTickDue } from '#domain/ticks.ts'
import { listSites } from '#store/sites.ts'
import type { Store } from '#store/store.ts'
import { readTiles, type Tile } from '#store/tiles.ts'

export interface Ports {
  readonly store: Store
  readonly bus: Bus
  now(): number
}

/** Time enters the stream as an event, so that a replay hears it at the same moment. */
export async function sendTicks({ store, bus, now }: Ports): Promise<number> {
  const at = now()
  let sent = 0
  for (const site of await listSites(store)) {
    const silent = (await readTiles(store, site)).filter((tile) => isSilent(tile, at))
    const ticks: OutgoingEvent[] = [
      { source: 'hyphae.clock', type: eventTypes.siteTicked, detail: { site, at } },
      ...silent.map((tile) => ({
        source: 'hyphae.clock',
        type: eventTypes.cellTicked,
        detail: { site, cell: tile.cell, at },
      })),
    ]
    await publishEvents(bus, ticks)
    sent += ticks.length
  }
  return sent
}

function isSilent(tile: Tile, at: number): boolean {
  const newest = Math.max(0, ...Object.values(tile.sensors).map((sensor) => sensor.at ?? 0))
  const silentFor = at - newest
  // Nobody expects a replayed recording to go on.
  const live = Object.values(tile.sensors).some((sensor) => sensor.live)
  return live && isTickDue(silentFor)
}
