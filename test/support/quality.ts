import type { Sensor } from '#domain/sensor.ts'
import { gardenSensor } from './sites.ts'

/** The pump's temperature, from -50 to 50 in tenths each ten seconds, with other limits to its quality. */
export function sensorWith(
  quality: Partial<Sensor['quality']> = {},
  more: Partial<Sensor> = {},
): Sensor {
  const sensor = gardenSensor('pump', 'temperature')
  return { ...sensor, ...more, quality: { ...sensor.quality, ...quality } }
}
