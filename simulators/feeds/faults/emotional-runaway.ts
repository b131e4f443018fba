import * as z from 'zod'
import { loopGain } from '#simulators/feeds/ecocell/model.ts'
import { smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import { openCellFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { inTheLoop, loopSettlingMilliseconds } from './felt-metrics.ts'
import type { Places } from './places.ts'

/** Controller and occupants answer one another ever more strongly: swings grow on both sides. */
export const EmotionalRunawayFault = FaultPlace.extend({
  kind: z.literal('emotional-runaway'),
  /** How many times as strongly each answers the other at the worst. */
  gain: z.number().min(1).max(20).default(13),
  /** How long the gain takes to build up. */
  buildUpSeconds: z.number().min(60).max(86_400).default(10_800),
})
export type EmotionalRunawayFault = z.infer<typeof EmotionalRunawayFault>

export function openEmotionalRunaway(spec: EmotionalRunawayFault, places: Places): OpenFault {
  const { onset, end, gain } = spec
  const builtUp = onset + 1_000 * spec.buildUpSeconds
  const factor = (at: number) =>
    at >= end ? 1 : 1 + (gain - 1) * smoothStep(at, onset, Math.max(builtUp, onset + 1))
  return openCellFault(spec, places, {
    name: loopGain,
    factor,
    metrics: inTheLoop,
    settlingMilliseconds: loopSettlingMilliseconds,
  })
}
