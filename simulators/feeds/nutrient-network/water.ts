import type { Weather } from '#simulators/feeds/climate/weather.ts'
import { clamp, smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import type { Traits } from './traits.ts'

/** % of water content an hour that sun and leaves take: about 4 % on a bright summer day. */
export function evapotranspiration(moisture: number, weather: Weather, traits: Traits): number {
  const warm = clamp(0.4 + 0.035 * weather.celsius, 0.2, 1.5)
  return (0.03 + 0.75 * weather.light * traits.exposure) * warm * moistureStress(moisture)
}

/** Plants close their pores below about half of what the soil can hold (FAO 56). */
export function moistureStress(moisture: number): number {
  return smoothStep(moisture, 6, 24)
}

/** % an hour that the irrigation gives: a trickle by need, and two waterings a day by deficit. */
export function irrigation(moisture: number, loss: number, solarHour: number, traits: Traits) {
  const deficit = traits.targetMoisture - moisture
  const trickle = 0.45 * loss + 0.1 * Math.max(0, deficit)
  const start = traits.wateringMinute / 60
  const pulse = wateringAt(solarHour, 5 + start) + wateringAt(solarHour, 18 + start)
  return trickle + pulse * 1.3 * clamp(deficit + 0.6, 0, 4)
}

/** Three quarters of an hour, with valves that open and close over minutes. */
function wateringAt(hour: number, start: number): number {
  return smoothStep(hour, start, start + 0.15) - smoothStep(hour, start + 0.6, start + 0.8)
}

/** Above its target the soil lets water through. */
export function drainage(moisture: number, traits: Traits): number {
  return 0.3 * Math.max(0, moisture - traits.targetMoisture - 0.5)
}
