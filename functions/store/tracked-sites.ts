import type { Anomaly } from '#domain/anomaly.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { findDownstream } from '#domain/incidents/relate-cells.ts'
import type { TrackedSite } from '#domain/incidents/track-site.ts'
import { laterState } from '#domain/incidents/track-site.ts'
import { readSiteAnomalies } from './anomalies.ts'
import { readOpenedIds } from './incident-index.ts'
import { readExisting } from './incidents.ts'
import { documentItem, getItem, putAll, readText } from './items.ts'
import { opsKeys } from './keys.ts'
import { loadUnresolved } from './mend-unresolved.ts'
import { readSite } from './sites.ts'
import type { OpsStore } from './store.ts'

/** How far back anomalies may still change incidents. */
const anomalyMilliseconds = 8 * 86_400_000
/** Twice as far: what belongs to a long incident must not found one of its own when that is forgotten. */
const incidentMilliseconds = 2 * anomalyMilliseconds

interface Track {
  readonly clock: number
  /** Where the site's incidents are listed; before they had a place of their own, among all. */
  readonly history?: 'own' | 'all'
}

const newTrack: Track = { clock: 0, history: 'own' }

/** A site as track-incidents sees it; undefined where no such site is registered. */
export async function loadTrackedSite(
  store: OpsStore,
  site: string,
): Promise<TrackedSite | undefined> {
  const registered = await readSite(store, site)
  if (!registered) return undefined
  const track = await getItem(store, store.opsTable, opsKeys.track(site))
  const { clock, history = 'all' } = track
    ? (JSON.parse(readText(track, 'body')) as Track)
    : newTrack
  const from = Math.max(0, clock - anomalyMilliseconds)
  const incidents = new Map<string, Incident>()
  const since = Math.max(0, clock - incidentMilliseconds)
  const ids = await readOpenedIds(store, site, since, clock, history)
  for (const incident of [
    ...(await readExisting(store, ids)),
    ...(await loadUnresolved(store, site)),
  ])
    incidents.set(incident.id, incident)
  const anomalies = new Map<string, Anomaly>()
  const stored =
    clock === 0 ? new Map<string, Anomaly>() : await readSiteAnomalies(store, site, from, clock)
  for (const anomaly of [
    ...stored.values(),
    ...[...incidents.values()].flatMap((incident) => incident.anomalies),
  ])
    anomalies.set(anomaly.id, laterState(anomalies.get(anomaly.id), anomaly))
  return {
    site,
    cellNames: new Map(registered.cells.map((cell) => [cell.cell, cell.name])),
    downstream: findDownstream(registered.site.edges),
    gateways: new Map(
      registered.cells.flatMap((cell) =>
        cell.gateway ? [[cell.cell, cell.gateway] as const] : [],
      ),
    ),
    responses: {
      site: registered.site.responses,
      feeds: new Map(
        registered.cells.flatMap(({ cell, feed }) => (feed ? [[cell, feed] as const] : [])),
      ),
    },
    clock,
    anomalies,
    incidents,
  }
}

export async function saveTrackClock(store: OpsStore, site: string, clock: number): Promise<void> {
  await putAll(store, [
    {
      table: store.opsTable,
      item: documentItem(opsKeys.track(site), 1, { clock, history: 'own' }),
    },
  ])
}
