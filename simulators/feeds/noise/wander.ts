import { mix } from './hash.ts'

/** Makes the spline's values spread by 1. */
const spread = 2.33

/**
 * A smooth random course through time: a quadratic spline over a hashed value per period.
 * Mean 0, deviation 1, bounded by ±2.33; the same at a moment however one got there.
 */
export function wander(seed: number, atSeconds: number, periodSeconds: number): number {
  const phase = mix(seed, 0x5eed) / 4_294_967_296
  const position = atSeconds / periodSeconds + phase
  const index = Math.floor(position)
  const share = position - index
  const rest = 1 - share
  const before = mix(seed, index)
  const here = mix(seed, index + 1)
  const after = mix(seed, index + 2)
  const sum = before * 0.5 * rest * rest + here * (0.5 + share * rest) + after * 0.5 * share * share
  return (sum / 2_147_483_648 - 1) * spread
}
