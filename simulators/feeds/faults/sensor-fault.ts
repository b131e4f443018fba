import { sensorKey } from '#domain/sensor.ts'
import type { Distortion, OpenFault, SensorPlace } from './fault.ts'
import { labelOf } from './label-of.ts'

/** A fault of one instrument: the world goes on unharmed, and so does every other sensor. */
export function openSensorFault(
  spec: SensorPlace & { readonly kind: string },
  distort: Distortion,
): OpenFault {
  const sensors = [sensorKey(spec.site, spec.cell, spec.sensor)]
  return {
    label: labelOf(spec, { sensors }),
    distort,
    disturbances: [],
  }
}
