import * as z from 'zod'
import { FaultLabel } from '#simulators/feeds/faults/fault.ts'

/** Ground truth beside a trace: what was wrong in it, where and when. */
export const TraceLabels = z.strictObject({
  hyphae: z.literal('labels'),
  schemaVersion: z.literal(1),
  labels: z.array(FaultLabel),
})
export type TraceLabels = z.infer<typeof TraceLabels>

/** `walk.ndjson` has its labels in `walk.labels.json`. */
export function labelsPathFor(tracePath: string): string {
  return `${tracePath.replace(/(\.(ndjson|jsonl|json))?(\.gz)?$/, '')}.labels.json`
}
