import { endOf, Silence } from '#domain/silences/silence.ts'
import { deleteItem, documentItem, holds, isNew, putItem, queryItems, readText } from './items.ts'
import { opsKeys, padTime } from './keys.ts'
import type { OpsStore } from './store.ts'

/**
 * False when this version is there already. Its place in the index is written before and the old one dropped after: a
 * crash leaves at most a place that leads to the version before.
 */
export async function saveSilence(
  store: OpsStore,
  silence: Silence,
  before: Silence | undefined,
): Promise<boolean> {
  const { id, version } = silence
  const table = store.opsTable
  const place = opsKeys.silenceIndex(endOf(silence), id)
  await putItem(store, { table, item: documentItem(place, 1, { id }) })
  const put = { table, item: documentItem(opsKeys.silence(id, version), 1, silence) }
  if (!(await holds(putItem(store, put, isNew)))) return false
  const old = before && opsKeys.silenceIndex(endOf(before), id)
  if (old && old.sk !== place.sk) await deleteItem(store, table, old)
  return true
}

export async function readSilence(store: OpsStore, id: string): Promise<Silence | undefined> {
  const { pk } = opsKeys.silence(id, 0)
  const [newest] = await queryItems(store, store.opsTable, pk, { descending: true, limit: 1 })
  return newest && Silence.parse(JSON.parse(readText(newest, 'body')))
}

/** Those that were not over at a moment. */
export async function readSilencesSince(store: OpsStore, at: number): Promise<Silence[]> {
  const found = await readIndexed(store, { from: padTime(at) })
  return found.filter((silence) => endOf(silence) >= at)
}

/** The last that were over before a moment, latest first. */
export async function readEndedSilences(
  store: OpsStore,
  before: number,
  limit: number,
): Promise<Silence[]> {
  const range = { to: padTime(before), descending: true, limit }
  const found = await readIndexed(store, range)
  return found.filter((silence) => endOf(silence) < before)
}

async function readIndexed(
  store: OpsStore,
  range: Parameters<typeof queryItems>[3],
): Promise<Silence[]> {
  const { pk } = opsKeys.silenceIndex(0, '')
  const places = await queryItems(store, store.opsTable, pk, { ...range, keysOnly: true })
  const ids = new Set(places.map((place) => readText(place, 'sk').split('~').slice(1).join('~')))
  const found = await Promise.all([...ids].map((id) => readSilence(store, id)))
  return found.flatMap((silence) => silence ?? [])
}
