import { Policy } from '#domain/policies/policy.ts'
import { type Policies, periodsKept } from '#domain/policies/resolve-policy.ts'
import { documentItem, holds, isNew, putItem, queryItems, readText } from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/** False when this version is there already. The index is written before: a scope in it may have no version yet. */
export async function savePolicy(store: OpsStore, policy: Policy): Promise<boolean> {
  const { scope, version } = policy
  await putItem(store, {
    table: store.opsTable,
    item: documentItem(opsKeys.policyIndex(scope), 1, { scope }),
  })
  return holds(
    putItem(
      store,
      { table: store.opsTable, item: documentItem(opsKeys.policy(scope, version), 1, policy) },
      isNew,
    ),
  )
}

/** Newest first. */
export async function readVersions(
  store: OpsStore,
  scope: string,
  limit?: number,
): Promise<Policy[]> {
  const items = await queryItems(store, store.opsTable, opsKeys.policy(scope, 0).pk, {
    descending: true,
    ...(limit === undefined ? {} : { limit }),
  })
  return items.map((item) => Policy.parse(JSON.parse(readText(item, 'body'))))
}

/** Of every scope the newest versions, as many as a sensor's state keeps. */
export async function readPolicies(store: OpsStore): Promise<Policies> {
  const items = await queryItems(store, store.opsTable, opsKeys.policyIndex('').pk)
  const entries = await Promise.all(
    items.map(async (item): Promise<[string, Policy[]]> => {
      const scope = readText(item, 'sk')
      return [scope, await readVersions(store, scope, periodsKept)]
    }),
  )
  return new Map(entries.filter(([, versions]) => versions.length > 0))
}
