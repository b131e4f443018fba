import * as z from 'zod'

/** Who acts when nobody does; no person may go by this name. */
export const byItself = 'hyphae'

const acknowledgement = { acknowledgedBy: z.string(), acknowledgedAt: z.number().int() }

/**
 * Pending: seen, but not long enough to call anybody. Recovering: calm, but not long enough to be over. One that was
 * resolved while pending never opened.
 */
export const IncidentStatus = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('pending') }),
    z.object({ status: z.literal('open') }),
    z.object({ status: z.literal('acknowledged'), ...acknowledgement }),
    z.object({ status: z.literal('recovering'), since: z.number().int() }),
    z.object({
      status: z.literal('resolved'),
      resolvedBy: z.string(),
      resolvedAt: z.number().int(),
    }),
  ])
  .meta({ id: 'IncidentStatus' })
export type IncidentStatus = z.infer<typeof IncidentStatus>
