import * as z from 'zod'
import type { PolicySettings } from './policy.ts'
import { flatten } from './resolve-policy.ts'

/** One field that a version changed; null where it said nothing. */
export const PolicyChange = z
  .object({ field: z.string(), before: z.unknown(), after: z.unknown() })
  .meta({ id: 'PolicyChange' })
export type PolicyChange = z.infer<typeof PolicyChange>

export function comparePolicies(before: PolicySettings, after: PolicySettings): PolicyChange[] {
  const old = new Map(flatten(before))
  const next = new Map(flatten(after))
  return [...new Set([...old.keys(), ...next.keys()])]
    .sort()
    .map((field) => ({ field, before: old.get(field) ?? null, after: next.get(field) ?? null }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}
