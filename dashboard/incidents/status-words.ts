import type { IncidentSummary } from '#domain/api/incidents.ts'
import { assertNever } from '#domain/assert-never.ts'

/** Whom the system names where no person acted. */
export const byItself = 'hyphae'

export function statusWords({ status, owner }: Pick<IncidentSummary, 'status' | 'owner'>): string {
  switch (status) {
    case 'open':
      return 'Open, no owner'
    case 'acknowledged':
      return `Acknowledged by ${owner ?? 'someone'}`
    case 'resolved':
      return owner === null || owner === byItself ? 'Over by itself' : `Resolved by ${owner}`
    default:
      return assertNever(status)
  }
}
