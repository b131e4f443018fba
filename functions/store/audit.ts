import type { AuditEntry } from '#domain/audit.ts'
import { documentItem, putItem } from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/** An entry's key is made of what it says, so telling of the same deed twice leaves one. */
export async function appendAudit(store: OpsStore, entry: AuditEntry): Promise<void> {
  const { at, by, action, subject, version, outcome = 'done' } = entry
  const [become] = outcome.split(':')
  const key = opsKeys.audit(at, `${action}~${subject}~${version}~${become}~${by}`)
  await putItem(store, { table: store.opsTable, item: documentItem(opsKeys.auditDay(at), 1, {}) })
  await putItem(store, { table: store.opsTable, item: documentItem(key, 1, entry) })
}
