import { sensorKey } from '#domain/sensor.ts'
import type { Distortion, OpenFault, SensorPlace } from './fault.ts'

/** A fault of one instrument: the world goes on unharmed, and so does every other sensor. */
export function openSensorFault(
  spec: SensorPlace & { readonly kind: string },
  distort: Distortion,
): OpenFault {
  const { kind, site, cell, onset, end } = spec
  return {
    label: {
      kind,
      site,
      sensors: [sensorKey(site, cell, spec.sensor)],
      onset,
      end,
      settledBy: end,
      rootCell: cell,
      expectedCells: [cell],
    },
    distort,
    disturbances: [],
  }
}
