import * as z from 'zod'
import { RoutingChange } from '#domain/notify/compare-routing.ts'
import { NoticeCause } from '#domain/notify/notice.ts'
import { Routing, RoutingVersion } from '#domain/notify/routing.ts'
import { Severity } from '#domain/severity.ts'
import { Slug } from '#domain/slug.ts'
import { Author, type Signed } from './author.ts'

/** `version` is 0 and `by` null where nobody wrote one and the usual holds. */
export const RoutingInForce = z
  .object({
    version: z.number().int(),
    routing: Routing,
    by: z.string().nullable(),
    reason: z.string().nullable(),
    at: z.number().int().nullable(),
  })
  .meta({ id: 'RoutingInForce' })
export type RoutingInForce = z.infer<typeof RoutingInForce>

/** `basedOn` is the version the writer had before them, 0 where there was none. */
export const RoutingWish = z
  .strictObject({
    routing: Routing,
    by: Author,
    reason: z.string().trim().min(1).max(2_000),
    basedOn: z.number().int().min(0),
  })
  .meta({ id: 'RoutingWish' })
export type RoutingWish = Signed<z.infer<typeof RoutingWish>>

/** The signing secrets of webhooks that are new, by receiver. They are never shown again. */
export const RoutingApplied = z
  .object({ version: z.number().int(), secrets: z.record(Slug, z.string()) })
  .meta({ id: 'RoutingApplied' })
export type RoutingApplied = z.infer<typeof RoutingApplied>

export const RoutingHistory = z
  .object({
    items: z.array(z.object({ version: RoutingVersion, changes: z.array(RoutingChange) })),
  })
  .meta({ id: 'RoutingHistory' })
export type RoutingHistory = z.infer<typeof RoutingHistory>

export const SecretWish = z
  .strictObject({ by: Author, reason: z.string().trim().min(1).max(2_000) })
  .meta({ id: 'SecretWish' })

export const NewSecret = z
  .object({ receiver: z.string(), secret: z.string() })
  .meta({ id: 'NewSecret' })

/** One thing that was to be told to one receiver, and what became of it. */
export const ToldNotice = z
  .object({
    id: z.string(),
    receiver: z.string(),
    route: z.string(),
    cause: NoticeCause,
    severity: Severity,
    plannedAt: z.string(),
    dueAt: z.string(),
    status: z.enum(['planned', 'held', 'sending', 'sent', 'failed', 'dropped']),
    /** Why it is held, was dropped or failed. */
    reason: z.string().nullable(),
    /** The message that told it, by the id its receiver saw. */
    delivery: z.string().nullable(),
    attempts: z.number().int(),
    /** Whether it may have arrived more than once. */
    repeated: z.boolean(),
    sentAt: z.string().nullable(),
    /** From when it was due to when it was taken. */
    latencyMilliseconds: z.number().int().nullable(),
  })
  .meta({ id: 'ToldNotice' })
export type ToldNotice = z.infer<typeof ToldNotice>

/** `why` is one sentence: what was told, what will be, or why nothing is. */
export const IncidentNotifications = z
  .object({ items: z.array(ToldNotice), why: z.string() })
  .meta({ id: 'IncidentNotifications' })
export type IncidentNotifications = z.infer<typeof IncidentNotifications>
