import type { Sensor } from '#domain/sensor.ts'
import { deviationOf, type Group, placeOf } from './group.ts'
import { isHeard, recentRows } from './hear.ts'
import { invert } from './invert.ts'

/** By how much a sensor departs, in its standard deviations, from what is expected of it. */
export interface Departure {
  readonly channel: number
  readonly sensor: number
  readonly departure: number
  /** Variance of the departure, as a multiple of what is usual: an expectation far from all experience is less sure. */
  readonly doubt: number
  readonly deviation: number
}

/** Five rows for each sensor give covariances that can be inverted at all. */
export const rowsPerSensor = 5
/** A sensor is never known by the others to better than a hundredth of its deviation. */
const leastShrinkage = 1e-4

/**
 * Each sensor's expectation from all others is the regression that the covariances imply, so one inverse gives them all:
 * with P the inverse and z the recent means in standard deviations, sensor i departs by (Pz)ᵢ / Pᵢᵢ.
 */
export function departures(group: Group, sensors: readonly Sensor[], at: number): Departure[] {
  const known = knownOf(group, sensors, at)
  const size = known.length
  if (size < 2) return []
  const deviations = known.map((index) =>
    deviationOf(group, index, sensors[index]?.resolution ?? 1),
  )
  const z = known.map(
    (index, place) =>
      ((group.recent[index] ?? 0) - (group.mean[index] ?? 0)) / (deviations[place] ?? 1),
  )
  // The mean of fewer rows scatters more, by as much as rows are missing.
  const scatter = recentRows / Math.min(...known.map((index) => group.back?.[index] ?? recentRows))
  const { inverse, products, distance } = solve(group, known, deviations, z)
  return known.flatMap((index, place) => {
    if (sensors[index]?.commanded) return []
    const own = inverse[place * size + place] ?? 1
    const product = products[place] ?? 0
    const leverage = Math.max(0, distance - (product * product) / own)
    const channels = group.channels.swings
    const common = { sensor: index, deviation: deviations[place] ?? 1 }
    const looks = Math.max(1, channels[index] ?? 0)
    return [
      { ...common, channel: index, departure: product / own, doubt: scatter + leverage / looks },
      { ...common, channel: sensors.length + index, departure: z[place] ?? 0, doubt: scatter },
    ]
  })
}

function knownOf(group: Group, sensors: readonly Sensor[], at: number): number[] {
  const enough = rowsPerSensor * sensors.length
  return sensors.flatMap((sensor, index) =>
    (group.heard[index] ?? 0) >= enough && isHeard(group, index, sensor, at) ? [index] : [],
  )
}

function solve(
  group: Group,
  known: readonly number[],
  deviations: readonly number[],
  z: readonly number[],
) {
  const size = known.length
  // Correlations from few rows are too large: each of so many sensors costs one row's worth of trust.
  const rows = Math.min(...known.map((index) => group.heard[index] ?? 0))
  const shrinkage = Math.max(leastShrinkage, size / (rows + size))
  const correlations = new Float64Array(size * size)
  known.forEach((a, row) => {
    known.forEach((b, column) => {
      const covariance = group.covariance[placeOf(a, b)] ?? 0
      const scale = (deviations[row] ?? 1) * (deviations[column] ?? 1)
      correlations[row * size + column] =
        row === column ? 1 : ((1 - shrinkage) * covariance) / scale
    })
  })
  const inverse = invert(correlations, size, leastShrinkage)
  const products = z.map((_, row) =>
    z.reduce((sum, value, column) => sum + (inverse[row * size + column] ?? 0) * value, 0),
  )
  const distance = products.reduce((sum, product, place) => sum + product * (z[place] ?? 0), 0)
  return { inverse, products, distance }
}
