import type { Bus } from '#bus/bus.ts'
import { type OutgoingEvent, publishEvents } from '#bus/publish-events.ts'
import { watchdogSite } from '#domain/beat.ts'
import { eventTypes } from '#domain/events.ts'
import { isTickDue, silentAfterMilliseconds } from '#domain/ticks.ts'
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
  const beat = { site: watchdogSite, at }
  const type = eventTypes.watchdogSent
  await publishEvents(bus, [{ source: 'hyphae.watchdog', type, detail: beat }])
  let sent = 0
  for (const site of await listSites(store)) {
    const tiles = await readTiles(store, site)
    const ticks: OutgoingEvent[] = [
      { source: 'hyphae.clock', type: eventTypes.siteTicked, detail: { site, at } },
      ...tiles.filter((tile) => isSilent(tile, at)).map((tile) => cellTick(site, tile, at)),
      // No time passes for a recording that has ended; the tick only has it put away for good.
      ...tiles.filter((tile) => hasEnded(tile, at)).map((tile) => cellTick(site, tile, tile.clock)),
    ]
    await publishEvents(bus, ticks)
    sent += ticks.length
  }
  return sent
}

function cellTick(site: string, { cell }: Tile, at: number): OutgoingEvent {
  return { source: 'hyphae.clock', type: eventTypes.cellTicked, detail: { site, cell, at } }
}

function isLive(tile: Tile): boolean {
  return Object.values(tile.sensors).some((sensor) => sensor.live)
}

function isSilent(tile: Tile, at: number): boolean {
  const newest = Math.max(0, ...Object.values(tile.sensors).map((sensor) => sensor.at ?? 0))
  return isLive(tile) && isTickDue(at - newest)
}

/** Nobody expects a replayed recording to go on. */
function hasEnded(tile: Tile, at: number): boolean {
  return !isLive(tile) && tile.unsaved && at - tile.changedAt > silentAfterMilliseconds
}
