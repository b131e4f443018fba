import * as z from 'zod'
import { Anomaly } from '#domain/anomaly.ts'
import { Severity } from '#domain/severity.ts'
import { QuarantineItem } from './quarantine.ts'

/** What became of a frame. */
export const FrameTrace = z
  .object({
    frame: z.string(),
    site: z.string(),
    cell: z.string(),
    /** `expired` is one that only its anomalies still speak of. */
    outcome: z.enum(['stored', 'partly-stored', 'quarantined', 'expired']),
    /** By the gateway's clock. */
    sentAt: z.string().nullable(),
    /** When it was committed, to the second; null where it was not, or a day ago. */
    storedAt: z.string().nullable(),
    /** When the stream took it, where quarantine remembers. */
    arrivedAt: z.string().nullable(),
    /** Readings that were stored. */
    readings: z.number().int(),
    /** At most 100 of what was refused, each with its reason. */
    quarantined: z.array(QuarantineItem),
    anomalies: z.array(Anomaly),
    incidents: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        severity: Severity,
        status: z.string(),
        /** On which occasions people were told, and when. */
        notified: z.array(z.object({ occasion: z.string(), at: z.string() })),
      }),
    ),
  })
  .meta({ id: 'FrameTrace' })
export type FrameTrace = z.infer<typeof FrameTrace>
