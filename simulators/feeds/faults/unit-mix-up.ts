import * as z from 'zod'
import { type OpenFault, SensorPlace } from './fault.ts'
import { openSensorFault } from './sensor-fault.ts'

const conversions = {
  fahrenheit: (value: number) => value * 1.8 + 32,
  /** Percent sent as a share of one. */
  fraction: (value: number) => value / 100,
  /** Milligrams sent as micrograms, litres as millilitres. */
  thousandfold: (value: number) => value * 1_000,
}

/** A firmware update that changes the unit and nobody's table: what arrives is right, in another unit. */
export const UnitMixUpFault = SensorPlace.extend({
  kind: z.literal('unit-mix-up'),
  as: z.enum(['fahrenheit', 'fraction', 'thousandfold']),
})
export type UnitMixUpFault = z.infer<typeof UnitMixUpFault>

/** The wrong unit knows nothing of the instrument's limits. */
export function openUnitMixUp(spec: UnitMixUpFault): OpenFault {
  return { ...openSensorFault(spec, conversions[spec.as]), isUnlimited: true }
}
