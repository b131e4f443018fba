import * as z from 'zod'
import { Anomaly } from '#domain/anomaly.ts'

/** A reading as it is stored, with whatever a later version keeps beside it. */
const StoredReading = z
  .looseObject({
    at: z.number().int(),
    value: z.number(),
    /** Band and score are null where nothing could be said. */
    expected: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    score: z.number().nullable(),
    flag: z.number().int(),
  })
  .meta({ id: 'StoredReading' })

/** A stretch of a sensor's time: all its readings, late ones included, and the anomalies that began in it. */
export const ReadingPage = z
  .object({
    key: z.string(),
    rows: z.array(StoredReading),
    anomalies: z.array(Anomaly),
    next: z.string().nullable(),
  })
  .meta({ id: 'ReadingPage' })
export type ReadingPage = z.infer<typeof ReadingPage>
