import * as z from 'zod'
import { Watch } from '#domain/notify/watchdog.ts'
import { documentItem, getItem, holds, putItem, readText } from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/** The newest beat that came through; an older one that comes late changes nothing. */
export async function saveBeat(store: OpsStore, at: number): Promise<void> {
  const item = { ...documentItem(opsKeys.watchdog('BEAT'), 1, { at }), beat: { N: String(at) } }
  const condition = {
    expression: 'attribute_not_exists(pk) OR beat < :beat',
    values: { ':beat': { N: String(at) } },
  }
  await holds(putItem(store, { table: store.opsTable, item }, condition))
}

export async function readBeat(store: OpsStore): Promise<number | null> {
  const item = await getItem(store, store.opsTable, opsKeys.watchdog('BEAT'))
  return item ? (JSON.parse(readText(item, 'body')) as { at: number }).at : null
}

/** What check-watchdog remembers, and what it is about to tell whom. */
export const WatchRecord = z.object({
  watch: Watch,
  telling: z
    .object({
      id: z.string(),
      news: z.enum(['silent', 'still-silent', 'back']),
      since: z.number().int(),
      at: z.number().int(),
      attempts: z.number().int(),
      receivers: z.array(z.string()),
    })
    .nullable(),
})
export type WatchRecord = z.infer<typeof WatchRecord>

export async function readWatch(store: OpsStore): Promise<WatchRecord | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.watchdog('STATE'))
  return item && WatchRecord.parse(JSON.parse(readText(item, 'body')))
}

export async function saveWatch(store: OpsStore, record: WatchRecord): Promise<void> {
  const item = documentItem(opsKeys.watchdog('STATE'), 1, record)
  await putItem(store, { table: store.opsTable, item })
}
