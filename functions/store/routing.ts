import { RoutingVersion } from '#domain/notify/routing.ts'
import { documentItem, getItem, holds, isNew, putItem, queryItems, readText } from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/** False when this version is there already. */
export async function saveRouting(store: OpsStore, routing: RoutingVersion): Promise<boolean> {
  const item = documentItem(opsKeys.routing(routing.version), 1, routing)
  return putOnce(store, item)
}

/** Newest first. */
export async function readRoutingVersions(
  store: OpsStore,
  limit?: number,
): Promise<RoutingVersion[]> {
  const items = await queryItems(store, store.opsTable, opsKeys.routing(0).pk, {
    descending: true,
    ...(limit === undefined ? {} : { limit }),
  })
  return items.map((item) => RoutingVersion.parse(JSON.parse(readText(item, 'body'))))
}

/** False where the receiver has a secret already. */
export async function makeSecret(
  store: OpsStore,
  receiver: string,
  secret: string,
): Promise<boolean> {
  return putOnce(store, documentItem(opsKeys.webhookSecret(receiver), 1, { secret }))
}

export async function replaceSecret(
  store: OpsStore,
  receiver: string,
  secret: string,
): Promise<void> {
  const item = documentItem(opsKeys.webhookSecret(receiver), 1, { secret })
  await putItem(store, { table: store.opsTable, item })
}

export async function readSecret(store: OpsStore, receiver: string): Promise<string | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.webhookSecret(receiver))
  return item && (JSON.parse(readText(item, 'body')) as { secret: string }).secret
}

async function putOnce(store: OpsStore, item: ReturnType<typeof documentItem>): Promise<boolean> {
  return holds(putItem(store, { table: store.opsTable, item }, isNew))
}
