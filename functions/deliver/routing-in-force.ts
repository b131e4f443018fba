import { type DefaultReceivers, defaultRouting } from '#domain/notify/default-routing.ts'
import type { Routing } from '#domain/notify/routing.ts'
import { readRoutingVersions } from '#store/routing.ts'
import type { OpsStore } from '#store/store.ts'

export async function routingInForce(
  store: OpsStore,
  receivers: DefaultReceivers,
): Promise<Routing> {
  const [current] = await readRoutingVersions(store, 1)
  return current?.routing ?? defaultRouting(receivers)
}
