import * as z from 'zod'
import { qualityFields } from './quality/quality-limits.ts'

/** What a metric is measured in decides how often it is expected when nothing else is said. */
const Medium = z.enum(['air', 'flow', 'soil', 'water', 'control', 'people', 'other'])
type Medium = z.infer<typeof Medium>

const defaultIntervalSeconds: Record<Medium, number> = {
  air: 10,
  flow: 10,
  control: 10,
  soil: 60,
  water: 60,
  people: 300,
  other: 60,
}

/** Twice what the metrics of both feeds rest in a clean fortnight at five minutes; light, which rests longer, says so. */
const defaultStuckAfterSeconds: Record<Medium, number> = {
  air: 3_600,
  flow: 1_800,
  control: 1_800,
  soil: 7_200,
  water: 7_200,
  people: 7_200,
  other: 1_800,
}

/** Beyond this the arithmetic of detectors loses its ground. */
export const farthestLimit = 1e15

export function areLimitsSound({ min, max }: { readonly min: number; readonly max: number }) {
  return min < max && min >= -farthestLimit && max <= farthestLimit
}

export const MetricDefinition = z
  .strictObject({
    label: z.string().min(1).max(60),
    unit: z.string().max(16),
    medium: Medium.default('other'),
    resolution: z.number().positive(),
    limits: z.strictObject({ min: z.number(), max: z.number() }),
    expectedIntervalSeconds: z.number().int().min(1).max(86_400).optional(),
    /** A value that stands for people is refused unless at least this many stand behind it. */
    minimumPeople: z.number().int().min(10).optional(),
    /** Set by a controller, so it steps and rests by design: charted, but never an anomaly by itself. */
    commanded: z.boolean().default(false),
    /** The metric is a stock that supply fills and uptake empties; below this, those who live on it suffer. */
    spentAt: z.number().optional(),
    ...qualityFields,
  })
  .refine((metric) => areLimitsSound(metric.limits), {
    message: `limits.min must be below limits.max, and both within ${farthestLimit}`,
    path: ['limits'],
  })
export type MetricDefinition = z.infer<typeof MetricDefinition>

export function expectedIntervalSeconds(metric: MetricDefinition): number {
  return metric.expectedIntervalSeconds ?? defaultIntervalSeconds[metric.medium]
}

/** Where nobody says how long a metric may rest. */
export function usualStuckAfterSeconds(metric: MetricDefinition): number {
  return defaultStuckAfterSeconds[metric.medium]
}
