import * as z from 'zod'
import { Anomaly } from '#domain/anomaly.ts'
import { qualityTests } from '#domain/quality/outcomes.ts'

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

const QualityTest = z.enum(qualityTests)

/** What there is to say of a reading beyond its flag. */
export const QualityNote = z
  .object({
    at: z.number().int(),
    suspect: z.array(QualityTest),
    failed: z.array(QualityTest),
    /** What was sent, where its calibration made another value of it, and that calibration's version. */
    raw: z.number().nullable(),
    calibration: z.number().int().nullable(),
  })
  .meta({ id: 'QualityNote' })
export type QualityNote = z.infer<typeof QualityNote>

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
    /** Of the points that are readings: those that are flagged or corrected. */
    notes: z.array(QualityNote).optional(),
    anomalies: z.array(Anomaly),
  })
  .meta({ id: 'Series' })
export type Series = z.infer<typeof Series>
