import type { Incident } from '#domain/incidents/incident.ts'
import { nameOf, placesOf, restoreLines } from './incident-index.ts'
import { readExisting } from './incidents.ts'
import { deleteAll, queryItems, readText } from './items.ts'
import { type Key, opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/**
 * A site's incidents that are not over. Whoever loads a site is its only tracker, and sees what a crash left: places
 * that lead to nothing, or to an incident that has moved on, are taken away, and every line says what is so.
 */
export async function loadUnresolved(store: OpsStore, site: string): Promise<Incident[]> {
  const listed = await keysIn(store, opsKeys.unresolved(site, 0, 0, '').pk)
  const listedBefore = await keysIn(store, opsKeys.unresolvedBefore(site, '').pk)
  const ids = new Set([...listed.map(({ sk }) => idIn(sk)), ...listedBefore.map(({ sk }) => sk)])
  const incidents = (await readExisting(store, [...ids])).filter(
    ({ state }) => state.status !== 'resolved',
  )
  const places = new Set(incidents.flatMap(placesOf).map(nameOf))
  const stale = listed.filter((key) => !places.has(nameOf(key)))
  await deleteAll(store, store.opsTable, [
    ...stale,
    ...stale.map(({ sk }) => ({ pk: opsKeys.unresolved(null, 0, 0, '').pk, sk })),
    ...listedBefore,
  ])
  await Promise.all(incidents.map((incident) => restoreLines(store, incident)))
  await mendHistory(store, incidents)
  return incidents
}

/** What was opened again is not in the history, whatever a crash left there. */
async function mendHistory(store: OpsStore, open: readonly Incident[]): Promise<void> {
  const reopened = open.filter(
    ({ reopened: times, actions }) => times > 0 || actions?.some(({ kind }) => kind === 'reopen'),
  )
  const places = reopened.flatMap(({ site, openedAt, id }) => [
    opsKeys.history(openedAt, id),
    opsKeys.siteHistory(site, openedAt, id),
  ])
  if (places.length > 0) await deleteAll(store, store.opsTable, places)
}

async function keysIn(store: OpsStore, pk: string): Promise<Key[]> {
  const items = await queryItems(store, store.opsTable, pk, { keysOnly: true })
  return items.map((item) => ({ pk, sk: readText(item, 'sk') }))
}

/** Behind its rank and its time. */
function idIn(key: string): string {
  return key.split('~').slice(2).join('~')
}
