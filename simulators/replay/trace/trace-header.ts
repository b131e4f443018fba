import * as z from 'zod'
import { Site } from '#domain/site.ts'

/** The first line of a trace; a trace of registered sites may do without. */
export const TraceHeader = z.strictObject({
  hyphae: z.literal('trace'),
  schemaVersion: z.literal(1),
  /** What wrote the trace, with its version. */
  generator: z.string().min(1).max(120),
  seed: z.number().int().optional(),
  scenario: z.string().min(1).max(63).optional(),
  startAt: z.iso.datetime(),
  sites: z.array(Site).max(1_000),
})
export type TraceHeader = z.infer<typeof TraceHeader>
