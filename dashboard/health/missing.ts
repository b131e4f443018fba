import type { Account } from '#domain/api/health.ts'

/** What was accepted and is nowhere: zero, or something was lost. */
export function missing({ accepted, stored, quarantined, failed, inFlight }: Account): number {
  return accepted - stored - quarantined - failed - inFlight
}
