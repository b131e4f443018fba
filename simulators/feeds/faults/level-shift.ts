import * as z from 'zod'
import { type OpenFault, SensorPlace } from './fault.ts'
import { openSensorFault } from './sensor-fault.ts'

/** A probe knocked out of place or wired anew: the same course at another height. */
export const LevelShiftFault = SensorPlace.extend({
  kind: z.literal('level-shift'),
  /** In the metric's unit. */
  size: z.number(),
})
export type LevelShiftFault = z.infer<typeof LevelShiftFault>

export function openLevelShift(spec: LevelShiftFault): OpenFault {
  return openSensorFault(spec, (value) => value + spec.size)
}
