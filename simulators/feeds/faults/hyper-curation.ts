import * as z from 'zod'
import { liveliness } from '#simulators/feeds/ecocell/model.ts'
import { openCellFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { inTheLoop, loopSettlingMilliseconds } from './felt-metrics.ts'
import type { Places } from './places.ts'
import { courseOf } from './ramp.ts'

/** A room so perfectly kept that nobody feels anything much any more: moods stop varying. */
export const HyperCurationFault = FaultPlace.extend({
  kind: z.literal('hyper-curation'),
  /** Share of people's ups and downs that is smoothed away. */
  damping: z.number().min(0.1).max(1).default(0.9),
})
export type HyperCurationFault = z.infer<typeof HyperCurationFault>

export function openHyperCuration(spec: HyperCurationFault, places: Places): OpenFault {
  const course = courseOf(spec)
  return openCellFault(spec, places, {
    name: liveliness,
    factor: (at) => 1 - spec.damping * course(at),
    metrics: inTheLoop,
    settlingMilliseconds: loopSettlingMilliseconds,
  })
}
