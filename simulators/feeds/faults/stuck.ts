import * as z from 'zod'
import { type OpenFault, SensorPlace } from './fault.ts'
import { openSensorFault } from './sensor-fault.ts'

/** A frozen converter: the first reading again and again. */
export const StuckFault = SensorPlace.extend({ kind: z.literal('stuck') })
export type StuckFault = z.infer<typeof StuckFault>

export function openStuck(spec: StuckFault): OpenFault {
  let held: number | undefined
  return openSensorFault(spec, (value) => {
    held ??= value
    return held
  })
}
