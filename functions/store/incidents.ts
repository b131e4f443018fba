import { Incident } from '#domain/incidents/incident.ts'
import { dropFromIndex, dropOldPlaces, saveLines, takeNewPlaces } from './incident-index.ts'
import {
  deleteItem,
  documentItem,
  follows,
  getItem,
  holds,
  putItem,
  queryItems,
  readText,
} from './items.ts'
import { opsKeys, padTime } from './keys.ts'
import type { OpsStore } from './store.ts'

/**
 * False when the store has another version than the one before this. Places in lists that it had not are taken before,
 * so that it is always found; what the lists say of it is written after, for until then somebody may be faster.
 */
export async function saveIncident(
  store: OpsStore,
  incident: Incident,
  changedAt: number,
  before: Incident | undefined,
): Promise<boolean> {
  await takeNewPlaces(store, incident, before, changedAt)
  const item = {
    ...documentItem(opsKeys.incident(incident.id), 1, incident),
    version: { N: String(incident.version) },
  }
  const put = { table: store.opsTable, item }
  if (!(await holds(putItem(store, put, follows(incident.version))))) return false
  await saveLines(store, incident)
  await dropOldPlaces(store, incident, before)
  return true
}

/** An incident whose anomalies turned out to belong to another; false where somebody acted on it meanwhile. */
export async function removeIncident(store: OpsStore, incident: Incident): Promise<boolean> {
  const key = opsKeys.incident(incident.id)
  const { expression, ...known } = follows(incident.version + 1)
  // A removal that was cut off is begun again, and finds nothing.
  const condition = { ...known, expression: `attribute_not_exists(pk) OR ${expression}` }
  if (!(await holds(deleteItem(store, store.opsTable, key, condition)))) return false
  await dropFromIndex(store, incident)
  return true
}

export async function readIncident(store: OpsStore, id: string): Promise<Incident | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.incident(id))
  return item ? Incident.parse(JSON.parse(readText(item, 'body'))) : undefined
}

export async function saveHeir(store: OpsStore, id: string, into: string): Promise<void> {
  const item = documentItem(opsKeys.heir(id), 1, { into })
  await putItem(store, { table: store.opsTable, item })
}

/** More than any storm of one cause changes its founder. */
const mostHeirs = 20

/** An incident by any name that it ever had. */
export async function findIncident(store: OpsStore, name: string): Promise<Incident | undefined> {
  let id = name
  for (let step = 0; step < mostHeirs; step += 1) {
    const incident = await readIncident(store, id)
    if (incident) return incident
    const heir = await getItem(store, store.opsTable, opsKeys.heir(id))
    if (!heir) return undefined
    id = (JSON.parse(readText(heir, 'body')) as { into: string }).into
  }
  return undefined
}

/** Ids of incidents changed from a moment on, by the clock of whoever changed them. */
export async function readChangedSince(
  store: OpsStore,
  from: number,
  now: number,
): Promise<Incident[]> {
  const ids = new Set<string>()
  const dayMilliseconds = 86_400_000
  for (let at = from; ; at += dayMilliseconds) {
    const key = opsKeys.changed(Math.min(at, now), '')
    const entries = await queryItems(store, store.opsTable, key.pk, { from: padTime(from) })
    for (const entry of entries) ids.add(readText(entry, 'sk').split('~').slice(1).join('~'))
    if (at >= now) return readExisting(store, [...ids])
  }
}

export async function readExisting(store: OpsStore, ids: readonly string[]): Promise<Incident[]> {
  const incidents = await Promise.all(ids.map((id) => readIncident(store, id)))
  return incidents.flatMap((incident) => (incident ? [incident] : []))
}
