import * as z from 'zod'

/** Who did what, when and why. Written once, never changed. */
export const AuditEntry = z
  .object({
    schemaVersion: z.literal(1),
    at: z.number().int(),
    by: z.string(),
    action: z.string(),
    /** What it was done to: a policy's scope, an anomaly's id. */
    subject: z.string(),
    version: z.number().int(),
    comment: z.string(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>
