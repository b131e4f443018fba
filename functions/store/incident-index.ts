import { IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import { severityRank } from '#domain/severity.ts'
import {
  deleteAll,
  documentItem,
  holds,
  type Item,
  type Put,
  putAll,
  putItem,
  queryItems,
  readText,
  walkDown,
} from './items.ts'
import { type Key, opsKeys, padTime } from './keys.ts'
import type { OpsStore } from './store.ts'

/** The places in lists that it had not before, each with its line, and word that it changed. */
export async function takeNewPlaces(
  store: OpsStore,
  incident: Incident,
  before: Incident | undefined,
  changedAt: number,
): Promise<void> {
  const { openedAt, id } = incident
  const found: Array<readonly [Key, unknown]> = [
    [opsKeys.historyMonth(openedAt), {}],
    [opsKeys.changed(changedAt, id), { id }],
  ]
  const puts = found.map(([key, body]) => ({
    table: store.opsTable,
    item: documentItem(key, 1, body),
  }))
  const held = new Set(before ? placesOf(before).map(nameOf) : [])
  const lines = listingPuts(store, incident).filter(({ key }) => !held.has(nameOf(key)))
  await putAll(store, [...puts, ...lines])
}

/** What the lists say of it where it stands, unless they say something newer or it has left. */
export function saveLines(store: OpsStore, incident: Incident): Promise<void> {
  return putLines(store, incident, `attribute_exists(pk) AND (${isNotNewer})`)
}

/** The same where a crash may have left no place at all. */
export function restoreLines(store: OpsStore, incident: Incident): Promise<void> {
  return putLines(store, incident, isNotNewer)
}

const isNotNewer = 'attribute_not_exists(#version) OR #version <= :version'

async function putLines(store: OpsStore, incident: Incident, expression: string): Promise<void> {
  const names = { '#version': 'version' }
  const values = { ':version': { N: String(incident.version) } }
  await Promise.all(
    listingPuts(store, incident).map((put) =>
      holds(putItem(store, put, { expression, names, values })),
    ),
  )
}

/** Its line in every list that has it, so that a list is one read. */
export function listingPuts(
  store: OpsStore,
  incident: Incident,
): Array<Put & { readonly key: Key }> {
  const summary = summariseIncident(incident)
  const version = { N: String(incident.version) }
  return placesOf(incident).map((key) => ({
    key,
    table: store.opsTable,
    item: { ...documentItem(key, 1, summary), version },
  }))
}

/** Where it stood, as far as it does not stand there now. */
export async function dropOldPlaces(
  store: OpsStore,
  incident: Incident,
  before: Incident | undefined,
): Promise<void> {
  if (!before) return
  const now = new Set(placesOf(incident).map(nameOf))
  const old = placesOf(before).filter((place) => !now.has(nameOf(place)))
  if (old.length > 0) await deleteAll(store, store.opsTable, old)
}

export async function dropFromIndex(store: OpsStore, incident: Incident): Promise<void> {
  await deleteAll(store, store.opsTable, placesOf(incident))
}

/** Among the unresolved or in the history, of its site and of all. */
export function placesOf({ site, severity, openedAt, id, state }: Incident): Key[] {
  if (state.status === 'resolved')
    return [opsKeys.history(openedAt, id), opsKeys.siteHistory(site, openedAt, id)]
  const rank = severityRank(severity)
  return [null, site].map((whose) => opsKeys.unresolved(whose, rank, openedAt, id))
}

export function nameOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`
}

export interface Listed {
  /** Its place, from which the next page goes on. */
  readonly key: string
  readonly summary: IncidentSummary
}

/** What is not over, of a site or of all, the worst first and then the newest, from behind a place on. */
export async function readUnresolvedPage(
  store: OpsStore,
  site: string | null,
  after: string | undefined,
  limit?: number,
): Promise<Listed[]> {
  const { pk } = opsKeys.unresolved(site, 0, 0, '')
  const items = await queryItems(store, store.opsTable, pk, {
    ...(after === undefined ? {} : { from: `${after}\u0000` }),
    ...(limit === undefined ? {} : { limit }),
  })
  return newestOfEach(items.map(listedOf))
}

/** A crash between two writes leaves an incident in two places; its newest line is true. */
function newestOfEach(listed: readonly Listed[]): Listed[] {
  const newest = new Map<string, Listed>()
  for (const one of listed) {
    const other = newest.get(one.summary.id)
    if (!other || other.summary.version < one.summary.version) newest.set(one.summary.id, one)
  }
  return listed.filter((one) => newest.get(one.summary.id) === one)
}

function listedOf(item: Item): Listed {
  return {
    key: readText(item, 'sk'),
    summary: IncidentSummary.parse(JSON.parse(readText(item, 'body'))),
  }
}

export interface HistoryPlace {
  readonly month: string
  readonly key: string
}

export interface PastIncident {
  readonly id: string
  readonly place: HistoryPlace
  /** Undefined where it was indexed before lines were. */
  readonly summary: IncidentSummary | undefined
}

/** Every incident that is over, of a site or of all, the newest first, from behind `after` on. */
export async function* walkHistory(
  store: OpsStore,
  site: string | null,
  after: HistoryPlace | undefined,
): AsyncGenerator<PastIncident> {
  const months = await queryItems(store, store.opsTable, opsKeys.historyMonth(0).pk, {
    ...(after ? { to: after.month } : {}),
    descending: true,
  })
  for (const month of months.map((item) => readText(item, 'sk'))) {
    const before = month === after?.month ? after.key : undefined
    for await (const entry of walkDown(store, store.opsTable, historyOf(site, month), before)) {
      const key = readText(entry, 'sk')
      yield { id: idIn(key), place: { month, key }, summary: summaryIn(entry) }
    }
  }
}

/** Lines of incidents that opened within a span, of a site or of all; of those that were indexed with lines. */
export async function readOpened(
  store: OpsStore,
  site: string | null,
  from: number,
  to: number,
): Promise<IncidentSummary[]> {
  const range = { from: padTime(from), to: `${padTime(to)}~\uffff` }
  const months = monthsBetween(from, to).map((month) =>
    queryItems(store, store.opsTable, historyOf(site, month), range),
  )
  const over = (await Promise.all(months)).flat().flatMap((entry) => summaryIn(entry) ?? [])
  const open = (await readUnresolvedPage(store, site, undefined)).map(({ summary }) => summary)
  const known = new Set(open.map(({ id }) => id))
  const isWithin = ({ openedAt }: IncidentSummary) =>
    Date.parse(openedAt) >= from && Date.parse(openedAt) <= to
  return [...over.filter(({ id }) => !known.has(id)), ...open.filter(isWithin)]
}

/** Ids of past incidents opened at a site from a moment on; before sites had histories of their own, there was one for all. */
export async function readOpenedIds(
  store: OpsStore,
  site: string,
  from: number,
  to: number,
  whose: 'own' | 'all' = 'own',
): Promise<string[]> {
  const ids: string[] = []
  for (const month of monthsBetween(from, to)) {
    const history = historyOf(whose === 'own' ? site : null, month)
    const range = { from: padTime(from), keysOnly: true }
    for (const entry of await queryItems(store, store.opsTable, history, range))
      ids.push(idIn(readText(entry, 'sk')))
  }
  // An incident's id begins with its founder's sensor, which begins with its site.
  return ids.filter((id) => id.startsWith(`inc-${site}.`))
}

function historyOf(site: string | null, month: string): string {
  return site === null ? `H#${month}` : `H#${site}#${month}`
}

function idIn(key: string): string {
  return key.slice(key.indexOf('~') + 1)
}

function summaryIn(entry: Item): IncidentSummary | undefined {
  const parsed = IncidentSummary.safeParse(JSON.parse(readText(entry, 'body')))
  return parsed.success ? parsed.data : undefined
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
