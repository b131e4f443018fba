import * as z from 'zod'

const count = z.number().int().min(0)

/** accepted = stored + quarantined + failed + inFlight */
export const Account = z
  .object({ accepted: count, stored: count, quarantined: count, failed: count, inFlight: count })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof Account>

export const Health = z
  .object({
    status: z.enum(['ok', 'degraded']),
    version: z.string(),
    now: z.string(),
    frames: Account,
    readings: Account,
    /** Readings that were stored already when they came again; counted within stored. */
    duplicateReadings: count,
    /** Event time of the newest committed reading, or null while there is none. */
    newestReadingAt: z.string().nullable(),
    /** The last event of the watchdog that came through the whole pipeline. */
    watchdog: z
      .object({ lastBeatAt: z.string().nullable(), ageSeconds: z.number().int().nullable() })
      .default({ lastBeatAt: null, ageSeconds: null }),
  })
  .meta({ id: 'Health' })
export type Health = z.infer<typeof Health>
