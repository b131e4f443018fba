import type { Weather } from '#simulators/feeds/climate/weather.ts'
import { clamp, relax, smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import { placeSeed } from '#simulators/feeds/noise/hash.ts'
import { wander } from '#simulators/feeds/noise/wander.ts'
import { advanceNutrients, type Nutrients } from './nutrients.ts'
import { type Traits, traitsOf } from './traits.ts'
import { drainage, evapotranspiration, irrigation } from './water.ts'

/** One cluster as it stands; changed in place, for there are many of them and many steps. */
export interface Cluster {
  readonly traits: Traits
  readonly seed: number
  moisture: number
  nutrients: Nutrients
  oxygen: number
  activity: number
  /** What the roots see of the supply: a minute's hiccup passes them by. */
  circulation: number
  /** L/min the cluster would take. */
  demand: number
}

export interface ClusterInputs {
  readonly weather: Weather
  readonly solarHour: number
  /** Share of its demand that arrives. */
  readonly supply: number
  /** Dose delivered, as a share of the dose meant. */
  readonly strength: number
  /** Share of what the Symbiogens could do. */
  readonly vigour: number
  /** Water content that somebody takes besides, % an hour. */
  readonly extraction: number
}

const circulationSeconds = 240
const oxygenSeconds = 900
const activitySeconds = 1_200

export function openCluster(seed: number, site: string, cell: string): Cluster {
  const traits = traitsOf(site, cell)
  return {
    traits,
    seed: placeSeed(seed, site, cell, 'symbiogens'),
    moisture: traits.targetMoisture - 1,
    nutrients: {
      nitrate: traits.nitrateDose - 20,
      phosphate: traits.phosphateDose - 3,
      acidity: traits.acidity + 0.1,
    },
    oxygen: 7.5,
    activity: traits.vigour - 4,
    circulation: 1,
    demand: traits.circulation,
  }
}

export function stepCluster(
  cluster: Cluster,
  inputs: ClusterInputs,
  at: number,
  elapsed: number,
): void {
  const { traits } = cluster
  const { weather, supply } = inputs
  const loss = evapotranspiration(cluster.moisture, weather, traits) + inputs.extraction
  const wanted = irrigation(cluster.moisture, loss, inputs.solarHour, traits)
  cluster.demand = traits.circulation + traits.area * wanted
  const change = supply * wanted - loss - drainage(cluster.moisture, traits)
  cluster.moisture = clamp(cluster.moisture + (change * elapsed) / 3_600, 2, 60)
  cluster.circulation = relax(cluster.circulation, supply, elapsed, circulationSeconds)
  const { moisture, activity, circulation } = cluster
  const { light } = weather
  const strength = inputs.strength
  cluster.nutrients = advanceNutrients(
    cluster.nutrients,
    { traits, light: light * traits.exposure, moisture, activity, circulation, strength },
    elapsed,
  )
  cluster.oxygen = relax(cluster.oxygen, oxygenGoal(cluster, weather), elapsed, oxygenSeconds)
  const goal = inputs.vigour * activityGoal(cluster, weather, at)
  cluster.activity = relax(activity, goal, elapsed, activitySeconds)
}

/** Warm water holds less oxygen (Benson and Krause); moving water brings it, roots and Symbiogens use it. */
function oxygenGoal(cluster: Cluster, weather: Weather): number {
  const celsius = weather.soilCelsius
  const saturation = 14.6 - 0.39 * celsius + 0.0065 * celsius * celsius
  const aerated = 0.34 + 0.58 * clamp(cluster.circulation, 0, 1.2)
  return Math.max(0.4, saturation * aerated - 0.013 * cluster.activity)
}

/** Symbiogens like it moist, airy and between 15 and 30 °C, and fall quiet without circulation. */
function activityGoal(cluster: Cluster, weather: Weather, at: number): number {
  const { traits, oxygen, circulation, moisture } = cluster
  const warm = smoothStep(weather.soilCelsius, -6, 26)
  const airy = smoothStep(oxygen, 0.5, 9)
  const moist = smoothStep(moisture, 8, 30)
  const fed = 0.5 + 0.5 * clamp(circulation, 0, 1)
  const lively = 1 + 0.035 * wander(cluster.seed, at, 21_600)
  return traits.vigour * (0.55 + 0.55 * warm) * (0.6 + 0.45 * airy) * moist * fed * lively
}

/** Probes sit beside the drippers: there the soil dries, and its solution thins, within minutes. */
export function nearDripper(cluster: Cluster) {
  const missing = 1 - clamp(cluster.circulation, 0, 1)
  const { nitrate, phosphate } = cluster.nutrients
  return {
    moisture: cluster.moisture * (1 - 0.07 * missing),
    nitrate: nitrate * (1 - 0.09 * missing),
    phosphate: phosphate * (1 - 0.07 * missing),
    acidity: cluster.nutrients.acidity + 0.12 * missing,
  }
}
