import * as z from 'zod'
import { eventTypes } from './events.ts'

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

/** One entry on the bus holds a megabyte; a gateway with more cells sends more bundles. */
export const maximumFramesPerBundle = 100

const FrameBundle = z.object({
  schemaVersion: z.literal(1),
  /** Frames of one gateway stay in order; a cell always reports through the same one. */
  gateway: name(63),
  frames: z.array(z.unknown()).min(1).max(maximumFramesPerBundle),
})

/** What a gateway sends for several of its cells at once. */
export interface ReportedBundle {
  readonly schemaVersion: 1
  readonly gateway: string
  readonly frames: readonly ReportedFrame[]
}

/** The frames of a bundle, each to be judged by itself; undefined where it cannot be taken apart. */
export function splitBundle(detail: unknown): readonly unknown[] | undefined {
  const parsed = FrameBundle.safeParse(detail)
  return parsed.success ? parsed.data.frames : undefined
}

/** Readings in a detail that may have any shape, counted alike by whoever keeps accounts. */
export function countReadings(detail: unknown): number {
  if (typeof detail !== 'object' || detail === null) return 0
  const { readings } = detail as { readings?: unknown }
  return Array.isArray(readings) ? readings.length : 0
}

/** What an event brings, whether or not it can be read; a bundle that cannot be taken apart is one frame. */
export function countFrames(type: string, detail: unknown): { frames: number; readings: number } {
  if (type === eventTypes.readingsReported) return { frames: 1, readings: countReadings(detail) }
  if (type !== eventTypes.framesReported) return { frames: 0, readings: 0 }
  const frames = splitBundle(detail)
  if (!frames) return { frames: 1, readings: 0 }
  const readings = frames.reduce<number>((sum, frame) => sum + countReadings(frame), 0)
  return { frames: frames.length, readings }
}
