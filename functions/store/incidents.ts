import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { Incident } from '#domain/incidents/incident.ts'
import {
  deleteItem,
  documentItem,
  getItem,
  putAll,
  putItem,
  queryItems,
  readText,
  walkDown,
} from './items.ts'
import { opsKeys, padTime } from './keys.ts'
import type { OpsStore } from './store.ts'

/**
 * False when the store has another version than the one before this. Index entries are written before an
 * incident and removed after: one that leads nowhere is skipped.
 */
export async function saveIncident(
  store: OpsStore,
  incident: Incident,
  changedAt: number,
): Promise<boolean> {
  const resolved = incident.state.status === 'resolved'
  await putAll(
    store,
    [
      opsKeys.historyMonth(incident.openedAt),
      opsKeys.history(incident.openedAt, incident.id),
      opsKeys.changed(changedAt, incident.id),
      ...(resolved ? [] : [opsKeys.unresolved(incident.site, incident.id)]),
    ].map((key) => ({ table: store.opsTable, item: documentItem(key, 1, { id: incident.id }) })),
  )
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
  if (resolved)
    await deleteItem(store, store.opsTable, opsKeys.unresolved(incident.site, incident.id))
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
  await deleteItem(store, store.opsTable, opsKeys.unresolved(incident.site, incident.id))
  await deleteItem(store, store.opsTable, opsKeys.history(incident.openedAt, incident.id))
}

export async function readIncident(store: OpsStore, id: string): Promise<Incident | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.incident(id))
  return item ? Incident.parse(JSON.parse(readText(item, 'body'))) : undefined
}

export async function readUnresolved(store: OpsStore, site: string): Promise<Incident[]> {
  const entries = await queryItems(store, store.opsTable, `U#${site}`)
  return readExisting(
    store,
    entries.map((entry) => readText(entry, 'sk')),
  )
}

export interface HistoryPlace {
  readonly month: string
  readonly key: string
}

/** Every incident there has been, the newest first, from behind `after` on. */
export async function* walkHistory(
  store: OpsStore,
  after: HistoryPlace | undefined,
): AsyncGenerator<{ readonly incident: Incident; readonly place: HistoryPlace }> {
  const months = await queryItems(store, store.opsTable, opsKeys.historyMonth(0).pk, {
    ...(after ? { to: after.month } : {}),
    descending: true,
  })
  for (const month of months.map((item) => readText(item, 'sk'))) {
    const before = month === after?.month ? after.key : undefined
    for await (const entry of walkDown(store, store.opsTable, `H#${month}`, before)) {
      const key = readText(entry, 'sk')
      const incident = await readIncident(store, key.slice(key.indexOf('~') + 1))
      if (incident) yield { incident, place: { month, key } }
    }
  }
}

/** Incidents opened at a site from a moment on. */
export async function readOpenedSince(
  store: OpsStore,
  site: string,
  from: number,
  to: number,
): Promise<Incident[]> {
  const found: Incident[] = []
  for (const month of monthsBetween(from, to)) {
    const entries = await queryItems(store, store.opsTable, `H#${month}`, { from: padTime(from) })
    const ids = entries
      .map((entry) => readText(entry, 'sk'))
      .map((key) => key.slice(key.indexOf('~') + 1))
    // An incident's id begins with its founder's sensor, which begins with its site.
    found.push(
      ...(await readExisting(
        store,
        ids.filter((id) => id.startsWith(`inc-${site}.`)),
      )),
    )
  }
  return found
}

function monthsBetween(from: number, to: number): string[] {
  const months: string[] = []
  const cursor = new Date(from)
  cursor.setUTCDate(1)
  cursor.setUTCHours(0, 0, 0, 0)
  for (; cursor.getTime() <= to; cursor.setUTCMonth(cursor.getUTCMonth() + 1))
    months.push(cursor.toISOString().slice(0, 7).replace('-', ''))
  return months
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

async function readExisting(store: OpsStore, ids: readonly string[]): Promise<Incident[]> {
  const incidents = await Promise.all(ids.map((id) => readIncident(store, id)))
  return incidents.flatMap((incident) => (incident ? [incident] : []))
}
