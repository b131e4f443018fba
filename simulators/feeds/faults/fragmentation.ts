import * as z from 'zod'
import { polarity } from '#simulators/feeds/ecocell/model.ts'
import { type OpenFault, SitePlace } from './fault.ts'
import type { Places } from './places.ts'
import { courseOf } from './ramp.ts'
import { openSiteFault } from './site-fault.ts'

/** People's experience falls apart: every other cell feels better, the rest worse, and the mean says nothing. */
export const FragmentationFault = SitePlace.extend({
  kind: z.literal('fragmentation'),
  /** How far either half moves on the scale from -1 to 1. */
  size: z.number().min(0.05).max(1).default(0.35),
})
export type FragmentationFault = z.infer<typeof FragmentationFault>

/** A feeling shared in a room changes over minutes. */
const settlingMilliseconds = 4 * 3_600_000

export function openFragmentation(spec: FragmentationFault, places: Places): OpenFault {
  const course = courseOf(spec)
  return openSiteFault(spec, places, {
    touches: ({ metric }) => metric === 'mood-valence',
    disturb: (cell, index) => {
      const side = index % 2 === 0 ? 1 : -1
      return { name: polarity, cell, factor: (at) => 1 + side * spec.size * course(at) }
    },
    settlingMilliseconds,
  })
}
