import { clamp, relax } from '#simulators/feeds/noise/exact-math.ts'
import type { Traits } from './traits.ts'
import { moistureStress } from './water.ts'

export interface Nutrients {
  readonly nitrate: number
  readonly phosphate: number
  readonly acidity: number
}

export interface NutrientInputs {
  readonly traits: Traits
  readonly light: number
  readonly moisture: number
  readonly activity: number
  /** Share of the usual circulation that arrives. */
  readonly circulation: number
  /** Dose delivered, as a share of the dose meant. */
  readonly strength: number
}

const hour = 3_600
/** The root zone's solution is replaced every seven hours. */
const exchangePerHour = 0.14
/** Plants take up about a fifth as much phosphate as nitrate at these doses. */
const phosphateShare = 0.14

/** Share of full uptake: roots need water, leaves need light, and Symbiogens carry half of it. */
export function uptakeShare(light: number, moisture: number, activity: number): number {
  const lit = 0.12 + (1.3 * light) / (light + 0.35)
  return lit * moistureStress(moisture) * (0.5 + (0.5 * activity) / 70)
}

export function advanceNutrients(
  nutrients: Nutrients,
  inputs: NutrientInputs,
  seconds: number,
): Nutrients {
  const { traits, strength } = inputs
  const exchange = exchangePerHour * clamp(inputs.circulation, 0.08, 1.5)
  const share = uptakeShare(inputs.light, inputs.moisture, inputs.activity)
  // Roots take less from a poor solution (Michaelis and Menten), so it never runs dry.
  const nitrateUptake = (traits.uptake * share * nutrients.nitrate) / (nutrients.nitrate + 25)
  const phosphateUptake =
    (phosphateShare * traits.uptake * share * nutrients.phosphate) / (nutrients.phosphate + 5)
  const nitrateGoal = traits.nitrateDose * strength - nitrateUptake / exchange
  const phosphateGoal = traits.phosphateDose * strength - phosphateUptake / exchange
  // A root gives off hydroxide for nitrate and protons for the rest: nitrate taken up makes pH rise.
  const taken = traits.nitrateDose - nutrients.nitrate
  const acidityGoal = traits.acidity + 0.006 * taken - 0.012 * (nutrients.phosphate - 30)
  return {
    nitrate: Math.max(0, relax(nutrients.nitrate, nitrateGoal, seconds, hour / exchange)),
    phosphate: Math.max(0, relax(nutrients.phosphate, phosphateGoal, seconds, hour / exchange)),
    acidity: relax(nutrients.acidity, clamp(acidityGoal, 4, 8.5), seconds, 3 * hour),
  }
}

/** Each salt conducts in proportion; what is not measured adds about 0.4 mS/cm. */
export function conductivity(nitrate: number, phosphate: number): number {
  return 0.4 + 0.0068 * nitrate + 0.011 * phosphate
}
