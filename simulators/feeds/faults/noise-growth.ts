import * as z from 'zod'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { type OpenFault, SensorPlace } from './fault.ts'
import { faultSeed } from './fault-seed.ts'
import { openSensorFault } from './sensor-fault.ts'

/** A shield that corrodes: the mean stays right while readings scatter ever more. */
export const NoiseGrowthFault = SensorPlace.extend({
  kind: z.literal('noise-growth'),
  /** Standard deviation at the end, in the metric's unit. */
  size: z.number().positive(),
})
export type NoiseGrowthFault = z.infer<typeof NoiseGrowthFault>

export function openNoiseGrowth(spec: NoiseGrowthFault): OpenFault {
  const { size, onset, end } = spec
  const seed = faultSeed(spec)
  return openSensorFault(
    spec,
    (value, at) => value + ((size * (at - onset)) / (end - onset)) * gaussian(seed, at / 1_000),
  )
}
