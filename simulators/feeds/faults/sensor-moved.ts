import * as z from 'zod'
import { type OpenFault, SensorPlace } from './fault.ts'
import { openSensorFault } from './sensor-fault.ts'

/** A gardener hangs a sensor somewhere else for a while: another height, another swing, and all in order. */
export const SensorMovedFault = SensorPlace.extend({
  kind: z.literal('sensor-moved'),
  /** In the metric's unit. */
  size: z.number(),
})
export type SensorMovedFault = z.infer<typeof SensorMovedFault>

export function openSensorMoved(spec: SensorMovedFault): OpenFault {
  const fault = openSensorFault(spec, (value) => value + spec.size)
  return { ...fault, label: { ...fault.label, ordinary: true } }
}
