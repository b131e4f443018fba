import { addAccounts, emptyAccount } from '#domain/account.ts'
import type { Account, Health } from '#domain/api/health.ts'
import { listSites } from '#store/sites.ts'
import { readTiles, type Tile } from '#store/tiles.ts'
import { readBeat } from '#store/watchdog.ts'
import type { Ports } from './ports.ts'

/** The unreadable frames' own account stands beside the sites'. */
const nowhereSite = '~'

export async function readHealth({ store, now, readTransit }: Ports): Promise<Health> {
  // The transport first: what it accepts meanwhile counts next time, never as missing.
  const transit = await readTransit()
  const sites = [...(await listSites(store)), nowhereSite]
  const tiles = (await Promise.all(sites.map((site) => readTiles(store, site)))).flat()
  const sum = tiles.map((tile) => tile.account).reduce(addAccounts, emptyAccount)
  const frames = balance(transit?.frames, sum.framesStored, sum.framesQuarantined)
  const readings = balance(transit?.readings, sum.readingsStored, sum.readingsQuarantined)
  const newest = Math.max(0, ...tiles.flatMap(newestTimes))
  const at = now()
  const beat = await readBeat(store)
  return {
    status: frames.failed + readings.failed > 0 ? 'degraded' : 'ok',
    version: '1',
    now: new Date(at).toISOString(),
    frames,
    readings,
    duplicateReadings: sum.readingsDuplicate,
    newestReadingAt: newest === 0 ? null : new Date(newest).toISOString(),
    watchdog: {
      lastBeatAt: beat === null ? null : new Date(beat).toISOString(),
      ageSeconds: beat === null ? null : Math.max(0, Math.round((at - beat) / 1000)),
    },
  }
}

/** accepted = stored + quarantined + failed + inFlight; what is accounted for was accepted. */
function balance(
  transit: { readonly accepted: number; readonly failed: number } | undefined,
  stored: number,
  quarantined: number,
): Account {
  const failed = transit?.failed ?? 0
  const settled = stored + quarantined + failed
  const accepted = Math.max(settled, transit?.accepted ?? settled)
  return { accepted, stored, quarantined, failed, inFlight: accepted - settled }
}

function newestTimes(tile: Tile): number[] {
  return Object.values(tile.sensors).map((sensor) => sensor.at ?? 0)
}
