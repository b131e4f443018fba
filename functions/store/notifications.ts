import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { documentItem, getItem, putItem } from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

export async function wasNotified(
  store: OpsStore,
  incident: string,
  occasion: string,
): Promise<boolean> {
  return (await getItem(store, store.opsTable, opsKeys.notified(incident, occasion))) !== undefined
}

/** After the delivery, so that a crash in between repeats it rather than losing it. */
export async function markNotified(
  store: OpsStore,
  incident: string,
  occasion: string,
  at: number,
): Promise<void> {
  const put = {
    table: store.opsTable,
    item: documentItem(opsKeys.notified(incident, occasion), 1, { at }),
  }
  try {
    await putItem(store, put, { expression: 'attribute_not_exists(pk)' })
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
