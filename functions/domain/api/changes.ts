import * as z from 'zod'
import { IncidentSummary } from './incidents.ts'
import { Latest } from './sites.ts'

/** What changed since a cursor: everything when the cursor is missing. */
export const Changes = z
  .object({
    cursor: z.string(),
    now: z.string(),
    latest: z.array(Latest),
    incidents: z.array(IncidentSummary),
    /** Unresolved and calling somebody; what is suppressed is counted apart. */
    open: z.object({
      critical: z.number().int(),
      major: z.number().int(),
      warning: z.number().int(),
      info: z.number().int(),
    }),
    suppressed: z.number().int().default(0),
    /** Anomalies detected per hour over the last 24 hours, oldest first. */
    anomaliesPerHour: z.array(z.object({ hour: z.string(), count: z.number().int() })),
  })
  .meta({ id: 'Changes' })
export type Changes = z.infer<typeof Changes>
