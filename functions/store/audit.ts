import { AuditEntry } from '#domain/audit.ts'
import { documentItem, holds, isNew, putItem, queryItems, readText, walkDown } from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

/** An entry's key is made of what it says, so telling of the same deed twice leaves one. */
export async function appendAudit(store: OpsStore, entry: AuditEntry): Promise<void> {
  const { at, by, action, subject, version, outcome = 'done' } = entry
  const [become] = outcome.split(':')
  await addEntry(store, at, `${action}~${subject}~${version}~${become}~${by}`, entry)
}

/** The first to be written stays as it is: nothing that is in the audit is ever changed. */
export async function addEntry(
  store: OpsStore,
  at: number,
  id: string,
  entry: unknown,
): Promise<void> {
  const table = store.opsTable
  await putItem(store, { table, item: documentItem(opsKeys.auditDay(at), 1, {}) })
  const put = { table, item: documentItem(opsKeys.audit(at, id), 1, entry) }
  await holds(putItem(store, put, isNew))
}

export interface AuditPlace {
  readonly day: string
  readonly key: string
}

/** Newest first, from behind `after` on, of days up to `to`. */
export async function* walkAudit(
  store: OpsStore,
  after: AuditPlace | undefined,
  to: number | undefined,
): AsyncGenerator<{ readonly entry: AuditEntry; readonly place: AuditPlace }> {
  const last = after?.day ?? (to === undefined ? undefined : opsKeys.auditDay(to).sk)
  const days = await queryItems(store, store.opsTable, opsKeys.auditDay(0).pk, {
    ...(last === undefined ? {} : { to: last }),
    descending: true,
  })
  for (const day of days.map((item) => readText(item, 'sk'))) {
    const before = day === after?.day ? after.key : undefined
    for await (const item of walkDown(store, store.opsTable, `AUDIT#${day}`, before)) {
      const entry = AuditEntry.parse(JSON.parse(readText(item, 'body')))
      yield { entry, place: { day, key: readText(item, 'sk') } }
    }
  }
}
