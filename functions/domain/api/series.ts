import * as z from 'zod'
import { Anomaly } from '#domain/anomaly.ts'

/**
 * A point of a chart: [at, value, expected, low, high, score, flag].
 * A gap is a point whose value is null; band and score are null while the detector is learning.
 */
export const SeriesPoint = z
  .tuple([
    z.number().int(),
    z.number().nullable(),
    z.number().nullable(),
    z.number().nullable(),
    z.number().nullable(),
    z.number().nullable(),
    z.number().int(),
  ])
  .meta({ id: 'SeriesPoint' })
export type SeriesPoint = z.infer<typeof SeriesPoint>

export const Series = z
  .object({
    key: z.string(),
    from: z.number().int(),
    to: z.number().int(),
    /** How the points were made: every reading, or the lowest and highest of each step plus every anomalous one. */
    method: z.enum(['raw', 'min-max']),
    /** Seconds between points: the median interval of raw readings, or the step of the downsampling. */
    resolutionSeconds: z.number(),
    readings: z.number().int(),
    points: z.array(SeriesPoint),
    anomalies: z.array(Anomaly),
  })
  .meta({ id: 'Series' })
export type Series = z.infer<typeof Series>
