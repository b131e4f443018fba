import type { Sensor } from '#domain/sensor.ts'

/** What a sensor's neighbours say of the hour. */
export interface Comparison {
  readonly hour: number
  /** How far they are beyond their usual levels: the median, in hundredths of what the sensor resolves. */
  readonly common: number
  /** How much farther the sensor is beyond its own, in the same; null where it has none yet. */
  readonly apart: number | null
  readonly neighbours: number
}

export const grainsPerStep = 100

/** A hundredth of what a sensor resolves, in its unit. */
export function grainOf({ resolution }: Pick<Sensor, 'resolution'>): number {
  return resolution / grainsPerStep
}
