import * as z from 'zod'

/** Bounds a frame: the largest cell may report each of its sensors a few times over. */
export const maximumReadingsPerFrame = 1_000

/** Half a surrogate pair cannot be stored as UTF-8 and would come back as something else. */
function name(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => text.isWellFormed(), 'has half a surrogate pair; send well-formed Unicode')
}

/**
 * What a cell's gateway sends: all its sensors' readings over one short interval.
 * Readings are judged one by one, so here they only have to be a list.
 */
export const Frame = z.object({
  schemaVersion: z.literal(1),
  frame: name(128),
  site: name(63),
  cell: name(63),
  /** Epoch milliseconds by the gateway's clock; the future is judged against it. */
  sentAt: z.number().int().min(0).max(8_640_000_000_000),
  /** Changes when a gateway restarts and its sequence numbers start again. */
  boot: name(64).default('0'),
  /** Set by a replay, so that nothing expects such a cell to go on reporting. */
  run: name(64).optional(),
  readings: z.array(z.unknown()).max(maximumReadingsPerFrame),
})
export type Frame = z.infer<typeof Frame>

/** A reading as a gateway sends it, for publishers and for the published JSON Schema. */
export const ReportedReading = z.object({
  sensor: z.string().min(1).max(63),
  sequence: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  at: z.number().int().min(0).max(8_640_000_000_000),
  value: z.number(),
  /** How many people stand behind a value that was averaged over people. */
  people: z.number().int().min(0).optional(),
})
export type ReportedReading = z.infer<typeof ReportedReading>

/** A frame whose readings the sender vouches for. */
export type ReportedFrame = Omit<z.input<typeof Frame>, 'readings'> & {
  readonly readings: readonly ReportedReading[]
}

/** Readings in a detail that may have any shape, counted alike by whoever keeps accounts. */
export function countReadings(detail: unknown): number {
  if (typeof detail !== 'object' || detail === null) return 0
  const { readings } = detail as { readings?: unknown }
  return Array.isArray(readings) ? readings.length : 0
}
