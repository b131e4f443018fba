import * as z from 'zod'
import { type OpenFault, SensorPlace } from './fault.ts'
import { openSensorFault } from './sensor-fault.ts'

/** A loose contact or a splash: the value leaps, then falls back in a straight line. */
export const SpikeFault = SensorPlace.extend({
  kind: z.literal('spike'),
  /** In the metric's unit; negative leaps down. */
  size: z.number(),
})
export type SpikeFault = z.infer<typeof SpikeFault>

export function openSpike(spec: SpikeFault): OpenFault {
  const { size, onset, end } = spec
  return openSensorFault(spec, (value, at) => value + (size * (end - at)) / (end - onset))
}
