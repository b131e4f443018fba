import * as z from 'zod'
import { rift } from '#simulators/feeds/ecocell/model.ts'
import { type OpenFault, SitePlace } from './fault.ts'
import type { Places } from './places.ts'
import { courseOf } from './ramp.ts'
import { openSiteFault } from './site-fault.ts'

/** People's experience falls apart: in each cell one group feels better, the other worse, and the mean says nothing. */
export const FragmentationFault = SitePlace.extend({
  kind: z.literal('fragmentation'),
  /** How far either group moves on the scale from -1 to 1. */
  size: z.number().min(0.05).max(1).default(0.35),
})
export type FragmentationFault = z.infer<typeof FragmentationFault>

const ofValence: ReadonlySet<string> = new Set([
  'mood-valence',
  'mood-variety',
  'mood-agreement',
  'mood-division',
])

/** A feeling shared in a room changes over minutes. */
const settlingMilliseconds = 4 * 3_600_000

export function openFragmentation(spec: FragmentationFault, places: Places): OpenFault {
  const course = courseOf(spec)
  return openSiteFault(spec, places, {
    touches: ({ metric }) => ofValence.has(metric),
    disturb: (cell) => ({ name: rift, cell, factor: (at) => 1 + spec.size * course(at) }),
    settlingMilliseconds,
  })
}
