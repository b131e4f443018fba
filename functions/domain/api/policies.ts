import * as z from 'zod'
import { PolicyChange } from '#domain/policies/compare-policies.ts'
import { Policy, PolicySettings } from '#domain/policies/policy.ts'
import { Author, type Signed } from './author.ts'

export const PolicyPage = z.object({ items: z.array(Policy) }).meta({ id: 'PolicyPage' })

/** `basedOn` is the version the writer had before them, 0 where there was none: whoever was faster is not overruled unseen. */
export const PolicyWish = z
  .strictObject({
    settings: PolicySettings,
    by: Author,
    reason: z.string().trim().min(1).max(2_000),
    basedOn: z.number().int().min(0),
    /** For readings from when on, in epoch milliseconds; a minute from now unless said. */
    from: z.number().int().min(0).max(8_640_000_000_000).optional(),
  })
  .meta({ id: 'PolicyWish' })
export type PolicyWish = Signed<z.infer<typeof PolicyWish>>

/** Newest first, each with what it changed. */
export const PolicyHistory = z
  .object({ items: z.array(z.object({ policy: Policy, changes: z.array(PolicyChange) })) })
  .meta({ id: 'PolicyHistory' })
export type PolicyHistory = z.infer<typeof PolicyHistory>

export const PolicyDiff = z
  .object({ from: z.number().int(), to: z.number().int(), changes: z.array(PolicyChange) })
  .meta({ id: 'PolicyDiff' })

/** What holds for a sensor at a moment, field by field; scope "default" where no policy says anything. */
export const SensorPolicy = z
  .object({
    sensor: z.string(),
    at: z.number().int(),
    fields: z.array(
      z.object({
        field: z.string(),
        value: z.unknown(),
        scope: z.string(),
        version: z.number().int(),
        by: z.string(),
      }),
    ),
  })
  .meta({ id: 'SensorPolicy' })
export type SensorPolicy = z.infer<typeof SensorPolicy>
