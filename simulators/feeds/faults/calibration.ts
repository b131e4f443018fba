import * as z from 'zod'
import { type OpenFault, SensorPlace } from './fault.ts'
import { openSensorFault } from './sensor-fault.ts'

/** A wrong gain or offset entered at a calibration: the course is right, its scale is not. */
export const CalibrationFault = SensorPlace.extend({
  kind: z.literal('calibration'),
  gain: z.number().min(-100).max(100).default(1),
  /** In the metric's unit. */
  offset: z.number().default(0),
})
export type CalibrationFault = z.infer<typeof CalibrationFault>

export function openCalibration(spec: CalibrationFault): OpenFault {
  return openSensorFault(spec, (value) => value * spec.gain + spec.offset)
}
