import * as z from 'zod'
import { uniform } from '#simulators/feeds/noise/hash.ts'
import { type OpenFault, SensorPlace } from './fault.ts'
import { faultSeed } from './fault-seed.ts'
import { openSensorFault } from './sensor-fault.ts'

/** A cable that rubs through: again and again single readings leap, either way. */
export const BurstFault = SensorPlace.extend({
  kind: z.literal('burst'),
  /** In the metric's unit, the farthest leap. */
  size: z.number(),
  /** Of the readings. */
  share: z.number().min(0.01).max(1).default(0.4),
})
export type BurstFault = z.infer<typeof BurstFault>

export function openBurst(spec: BurstFault): OpenFault {
  const seed = faultSeed(spec)
  return openSensorFault(spec, (value, at) => {
    if (uniform(seed, at / 1_000) >= spec.share) return value
    const leap = 2 * uniform(seed ^ 1, at / 1_000) - 1
    return value + spec.size * (leap < 0 ? leap - 1 : leap + 1) * 0.5
  })
}
