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
    /** What became of it: tried, done, or refused and why. */
    outcome: z.string().default('done'),
    /** What it changed, where there is something to compare. */
    changes: z
      .array(
        z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
      )
      .optional(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.input<typeof AuditEntry>
