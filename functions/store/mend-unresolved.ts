import type { Incident } from '#domain/incidents/incident.ts'
import { addToIndex, openPlaces } from './incident-index.ts'
import { readExisting } from './incidents.ts'
import { deleteAll, queryItems, readText } from './items.ts'
import { type Key, opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/**
 * A site's incidents that are not over. Whoever loads a site is its only tracker, and sees what a crash left: places
 * that lead to nothing, or to an incident that has moved on, are taken away; a missing one is added.
 */
export async function loadUnresolved(store: OpsStore, site: string): Promise<Incident[]> {
  const { pk } = opsKeys.unresolved(site, 0, 0, '')
  const listed = await keysIn(store, pk)
  const listedBefore = await keysIn(store, opsKeys.unresolvedBefore(site, '').pk)
  const ids = new Set([...listed.map(({ sk }) => idIn(sk)), ...listedBefore.map(({ sk }) => sk)])
  const incidents = (await readExisting(store, [...ids])).filter(
    ({ state }) => state.status !== 'resolved',
  )
  const places = new Set(incidents.flatMap(openPlaces).map(({ sk }) => sk))
  const stale = listed.filter(({ sk }) => !places.has(sk))
  await deleteAll(store, store.opsTable, [
    ...stale,
    ...stale.map(({ sk }) => ({ pk: 'OPEN', sk })),
    ...listedBefore,
  ])
  const known = new Set(listed.map(({ sk }) => sk))
  for (const incident of incidents)
    if (!openPlaces(incident).every(({ sk }) => known.has(sk)))
      await addToIndex(store, incident, incident.updatedAt)
  return incidents
}

async function keysIn(store: OpsStore, pk: string): Promise<Key[]> {
  const items = await queryItems(store, store.opsTable, pk, { keysOnly: true })
  return items.map((item) => ({ pk, sk: readText(item, 'sk') }))
}

/** Behind its rank and its time. */
function idIn(key: string): string {
  return key.split('~').slice(2).join('~')
}
