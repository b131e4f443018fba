import { saturationVapour, type Weather } from '#simulators/feeds/climate/weather.ts'
import { clamp, relax, smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import type { Traits } from './traits.ts'

export interface Air {
  readonly celsius: number
  /** Water vapour pressure, hPa. */
  readonly vapour: number
  readonly co2: number
  readonly spores: number
}

export interface AirInputs {
  readonly weather: Weather
  readonly traits: Traits
  readonly occupancy: number
  readonly lux: number
  /** −1 cools and 1 heats with all there is. */
  readonly power: number
  /** Slow ups and downs of what the walls release. */
  readonly release: number
}

/** Full power moves a cell this far from where it would rest. */
export const powerKelvin = 22
/** Air with its furniture and inner walls follows within hours. */
const thermalSeconds = 9_000
const hour = 3_600
const outdoorCo2 = 425
/** 18 L of CO2 per person and hour (ASTM D6245) into 30 m³ each. */
const co2PerHour = 600

export const restingAir = (celsius: number): Air => ({
  celsius,
  vapour: 11,
  co2: 650,
  spores: 180,
})

export function humidityOf(air: Air): number {
  return clamp((100 * air.vapour) / saturationVapour(air.celsius), 3, 99)
}

export function advanceAir(air: Air, inputs: AirInputs, seconds: number): Air {
  const { weather, traits, occupancy } = inputs
  // Demand-controlled ventilation opens between 650 and 1,150 ppm.
  const changes = traits.airChangesPerHour + 1.1 * smoothStep(air.co2, 650, 1_150)
  const sunKelvin = 0.0007 * inputs.lux
  const rest = weather.celsius + 2.5 * occupancy + sunKelvin + powerKelvin * inputs.power
  // Living walls give off water, and less of it the damper the air; buffers slow the air threefold.
  const walls = 4.5 * (1 + clamp((52 - humidityOf(air)) / 15, -1, 1.5))
  const vapour = 4 + 0.62 * weather.vapour + (2.3 * occupancy) / changes + walls / changes
  const release = releaseOf(air, inputs)
  return {
    celsius: relax(air.celsius, rest, seconds, thermalSeconds),
    vapour: relax(air.vapour, vapour, seconds, (3 * hour) / changes),
    co2: relax(air.co2, outdoorCo2 + (co2PerHour * occupancy) / changes, seconds, hour / changes),
    spores: relax(air.spores, release / (changes + 0.7), seconds, hour / (changes + 0.7)),
  }
}

/** Fungi shed more in damp, warm air, and footsteps lift what has settled. */
function releaseOf(air: Air, { traits, occupancy, release }: AirInputs): number {
  const damp = 0.6 + 0.9 * smoothStep(humidityOf(air), 35, 75)
  const warm = 1 + 0.05 * (air.celsius - 21)
  return 2 * traits.sporeSource * damp * clamp(warm, 0.5, 1.6) * (0.75 + 0.5 * occupancy) * release
}
