import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { Incident } from '#domain/incidents/incident.ts'
import { addToIndex, dropFromIndex, dropOldPlaces } from './incident-index.ts'
import { deleteItem, documentItem, getItem, putItem, queryItems, readText } from './items.ts'
import { opsKeys, padTime } from './keys.ts'
import type { OpsStore } from './store.ts'

/**
 * False when the store has another version than the one before this. Index entries are written before an
 * incident and removed after: one that leads nowhere is mended when its site is loaded.
 */
export async function saveIncident(
  store: OpsStore,
  incident: Incident,
  changedAt: number,
  before: Incident | undefined,
): Promise<boolean> {
  await addToIndex(store, incident, changedAt)
  const item = {
    ...documentItem(opsKeys.incident(incident.id), 1, incident),
    version: { N: String(incident.version) },
  }
  try {
    await putItem(store, { table: store.opsTable, item }, versionCondition(incident.version - 1))
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
  await dropOldPlaces(store, incident, before)
  return true
}

function versionCondition(version: number) {
  if (version === 0) return { expression: 'attribute_not_exists(pk)' }
  return {
    expression: '#version = :version',
    names: { '#version': 'version' },
    values: { ':version': { N: String(version) } },
  }
}

/** An incident whose anomalies turned out to belong to another, before anyone acted on it. */
export async function removeIncident(store: OpsStore, incident: Incident): Promise<void> {
  await deleteItem(store, store.opsTable, opsKeys.incident(incident.id))
  await dropFromIndex(store, incident)
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
