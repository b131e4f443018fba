import type { IncidentSummary } from '#domain/api/incidents.ts'
import { assertNever } from '#domain/assert-never.ts'

/** Whom the system names where no person acted. */
export const byItself = 'hyphae'

type Held = Pick<IncidentSummary, 'status' | 'owner'> &
  Partial<Pick<IncidentSummary, 'acknowledgedBy'>>

export function statusWords({ status, owner, acknowledgedBy }: Held): string {
  switch (status) {
    case 'pending':
      return 'Seen, not yet certain'
    case 'open':
      return owner === null ? 'Open, no owner' : `Open, given to ${owner}`
    case 'recovering':
      return owner === null ? 'Calm, over if it stays so' : `Calm, over if it stays so · ${owner}`
    case 'acknowledged':
      return `Acknowledged by ${acknowledgedBy ?? owner ?? 'someone'}${givenOn(owner, acknowledgedBy)}`
    case 'resolved':
      return owner === null || owner === byItself ? 'Over by itself' : `Resolved by ${owner}`
    default:
      return assertNever(status)
  }
}

function givenOn(owner: string | null, acknowledgedBy: string | null | undefined): string {
  return owner && acknowledgedBy && owner !== acknowledgedBy ? `, given to ${owner}` : ''
}
