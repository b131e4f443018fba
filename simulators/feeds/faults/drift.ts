import * as z from 'zod'
import { type OpenFault, SensorPlace } from './fault.ts'
import { openSensorFault } from './sensor-fault.ts'

/** An ageing electrode or a film growing over a lens: slowly more wrong, until someone calibrates. */
export const DriftFault = SensorPlace.extend({
  kind: z.literal('drift'),
  /** In the metric's unit, each hour. */
  perHour: z.number(),
})
export type DriftFault = z.infer<typeof DriftFault>

export function openDrift(spec: DriftFault): OpenFault {
  const perMillisecond = spec.perHour / 3_600_000
  return openSensorFault(spec, (value, at) => value + perMillisecond * (at - spec.onset))
}
