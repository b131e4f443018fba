import { Delivery } from '#domain/notify/delivery.ts'
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
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/** False where somebody else has begun it, or written it since it was read. */
export async function saveDelivery(store: OpsStore, delivery: Delivery): Promise<boolean> {
  const item = {
    ...documentItem(opsKeys.delivery(delivery.id), 1, delivery),
    version: { N: String(delivery.version) },
  }
  return holds(putItem(store, { table: store.opsTable, item }, follows(delivery.version)))
}

export async function readDelivery(store: OpsStore, id: string): Promise<Delivery | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.delivery(id))
  return item && Delivery.parse(JSON.parse(readText(item, 'body')))
}

/** Every message that is on its way. */
export async function readDeliveries(store: OpsStore): Promise<Delivery[]> {
  const items = await queryItems(store, store.opsTable, opsKeys.delivery('').pk)
  return items.map((item) => Delivery.parse(JSON.parse(readText(item, 'body'))))
}

/** What became of it stands in its notices by now. */
export async function forgetDelivery(store: OpsStore, id: string): Promise<void> {
  await deleteItem(store, store.opsTable, opsKeys.delivery(id))
}
