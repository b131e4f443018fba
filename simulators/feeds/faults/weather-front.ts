import * as z from 'zod'
import { front } from '#simulators/feeds/world/open-site.ts'
import { type OpenFault, SitePlace } from './fault.ts'
import type { Places } from './places.ts'
import { courseOf } from './ramp.ts'
import { openSiteFault } from './site-fault.ts'

/** A front passes: within hours it is much colder or warmer outside, and everything follows a little. */
export const WeatherFrontFault = SitePlace.extend({
  kind: z.literal('weather-front'),
  /** Kelvin. */
  size: z.number().min(-25).max(25).default(-9),
})
export type WeatherFrontFault = z.infer<typeof WeatherFrontFault>

/** What does not ask for the weather. */
const indifferent = new Set(['co2', 'light', 'spore-calibration'])
const settlingMilliseconds = 72 * 3_600_000

export function openWeatherFront(spec: WeatherFrontFault, places: Places): OpenFault {
  const course = courseOf(spec)
  const fault = openSiteFault(spec, places, {
    touches: ({ metric }) => !indifferent.has(metric),
    settlingMilliseconds,
    ordinary: true,
  })
  // The sky is the whole site's.
  const sky = { name: front, cell: '', factor: (at: number) => 1 + spec.size * course(at) }
  return { ...fault, disturbances: [sky] }
}
