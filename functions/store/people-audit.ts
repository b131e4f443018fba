import { addEntry } from './audit.ts'
import type { OpsStore } from './store.ts'

/** What was decided about people and what came of it, in numbers; of what they said there is nothing here. */
export type PeopleAuditEntry =
  | {
      readonly action: 'consent-granted' | 'consent-withdrawn'
      /** Who asked for it, in the person's name. */
      readonly by: string
      readonly site: string
      readonly subject: string
      readonly purpose: string
      readonly from: number
      readonly version: number
    }
  | {
      readonly action: 'reports-erased'
      readonly site: string
      readonly subject: string
      readonly from: number
      readonly reports: number
      readonly windows: number
      /** Windows that fell below k people by it, and are not shown any more. */
      readonly hidden: number
    }

/** The id is made of what happened, so that a second try writes the same entry. */
export async function saveAudit(
  store: OpsStore,
  at: number,
  id: string,
  entry: PeopleAuditEntry,
): Promise<void> {
  // The same fields as every audit entry has, and beside them the numbers.
  const told = { schemaVersion: 1, at, by: entry.subject, version: 0, comment: '', ...entry }
  await addEntry(store, at, id, told)
}
