import * as z from 'zod'
import type { Climatology } from './climatology.ts'

const Range = z.strictObject({ min: z.number(), max: z.number() })
type Range = z.infer<typeof Range>

const hoursOfDay = 24

/** What a metric, or a single sensor of it, may say about its data quality. Each has a default. */
export const qualityFields = {
  /** Narrower than the limits: a value outside is suspect. */
  expected: Range.optional(),
  /** [min, max] for each hour of the site's own day. */
  climatology: z
    .array(z.tuple([z.number(), z.number()]))
    .length(hoursOfDay)
    .optional(),
  /** The largest sound difference of a reading from the mean of its neighbours. */
  spike: z.number().positive().optional(),
  /** The largest sound change within one expected interval. */
  changePerInterval: z.number().positive().optional(),
  /** How long a value may stay exactly the same before the sensor is taken for stuck. */
  stuckAfterSeconds: z.number().int().min(1).max(2_592_000).optional(),
}

const QualityFields = z.object(qualityFields)
type QualityFields = z.infer<typeof QualityFields>

/** What the tests of one sensor go by; null where nothing is given. */
export interface QualityLimits {
  readonly expected: Range | null
  readonly climatology: Climatology | null
  readonly spike: number | null
  readonly changePerInterval: number | null
  readonly stuckAfterSeconds: number
  /** Nobody has said how long it may rest, so its own rests lengthen the time. */
  readonly learnsRests: boolean
}

/** Fewer equal readings than this are chance, however long they took. */
export const readingsToBeStuck = 6

export function resolveQuality(
  own: QualityFields,
  metric: QualityFields,
  ground: {
    readonly timeZone: string
    readonly expectedIntervalSeconds: number
    readonly usualStuckAfterSeconds: number
  },
): QualityLimits {
  const hours = own.climatology ?? metric.climatology
  const stuckAfterSeconds = own.stuckAfterSeconds ?? metric.stuckAfterSeconds
  return {
    expected: own.expected ?? metric.expected ?? null,
    climatology: hours ? { hours, timeZone: ground.timeZone } : null,
    spike: own.spike ?? metric.spike ?? null,
    changePerInterval: own.changePerInterval ?? metric.changePerInterval ?? null,
    // A sensor may report far less often than its metric's other sensors.
    stuckAfterSeconds: Math.max(
      stuckAfterSeconds ?? ground.usualStuckAfterSeconds,
      readingsToBeStuck * ground.expectedIntervalSeconds,
    ),
    learnsRests: stuckAfterSeconds === undefined,
  }
}

export function qualityProblems(
  own: QualityFields,
  { expected, climatology }: QualityLimits,
  { min, max, expectedIntervalSeconds }: Range & { readonly expectedIntervalSeconds: number },
): string[] {
  const isSound = (range: Range) => range.min < range.max && range.min < max && range.max > min
  const bad = climatology?.hours.findIndex(([low, high]) => !isSound({ min: low, max: high })) ?? -1
  const wanted = `min must be below max, and some of it within the limits ${min} and ${max}`
  const soonest = readingsToBeStuck * expectedIntervalSeconds
  const isTooSoon = own.stuckAfterSeconds !== undefined && own.stuckAfterSeconds < soonest
  return [
    ...(expected && !isSound(expected)
      ? [`expected is from ${expected.min} to ${expected.max}; ${wanted}`]
      : []),
    ...(bad >= 0 ? [`climatology of hour ${bad}: ${wanted}`] : []),
    ...(isTooSoon
      ? [
          `stuckAfterSeconds ${own.stuckAfterSeconds} is too short for a reading every ${expectedIntervalSeconds} s: ${readingsToBeStuck} equal readings can be chance; choose ${soonest} or more`,
        ]
      : []),
  ]
}
