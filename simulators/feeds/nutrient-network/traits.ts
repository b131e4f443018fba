import { placeSeed, uniform } from '#simulators/feeds/noise/hash.ts'

/** What is built and planted: the same whatever the seed of the weather. */
export interface Traits {
  /** Volumetric water content the irrigation aims at, %; loams hold 25 to 40. */
  readonly targetMoisture: number
  /** How much of the day's light falls on the cluster. */
  readonly exposure: number
  /** L/min that circulate at all times. */
  readonly circulation: number
  /** L/min for each % of moisture an hour. */
  readonly area: number
  /** Nutrient solution as dosed, mg/L: usual for leafy crops. */
  readonly nitrateDose: number
  readonly phosphateDose: number
  readonly acidity: number
  /** mg/L of nitrate an hour in full light. */
  readonly uptake: number
  /** Symbiogens at their best, % of what they can do. */
  readonly vigour: number
  /** Minutes after the hour at which watering starts. */
  readonly wateringMinute: number
}

export function traitsOf(site: string, cell: string): Traits {
  const seed = placeSeed(0, site, cell, 'traits')
  const between = (index: number, from: number, to: number) =>
    from + (to - from) * uniform(seed, index)
  return {
    targetMoisture: between(0, 29, 39),
    exposure: between(1, 0.55, 1),
    circulation: between(2, 1.2, 2.6),
    area: between(3, 1.1, 2.2),
    nitrateDose: between(4, 130, 210),
    phosphateDose: between(5, 24, 42),
    acidity: between(6, 5.9, 6.5),
    uptake: between(7, 5, 9),
    vigour: between(8, 66, 82),
    wateringMinute: between(9, 0, 55),
  }
}
