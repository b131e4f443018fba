import { clamp, relax, smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import { powerKelvin } from './air.ts'

/** Kelvin by which the controller cools a room for each unit of arousal above the usual. */
const kelvinPerArousal = 3
/** Smaller wishes are not worth a step. */
const deadbandKelvin = 0.3
const powerPerKelvin = 0.35

/** It listens to about three windows of reports, so that one loud group moves nothing. */
const listeningSeconds = 900

/** How stirred the controller takes people to be, after one more window of reports. */
export function listen(heard: number, stirred: number, windowSeconds: number): number {
  return relax(heard, stirred, windowSeconds, listeningSeconds)
}

/** What the setpoint would be at this hour with nobody's mood to answer. */
export function usualSetpoint(civilHour: number): number {
  const day = smoothStep(civilHour, 5.5, 7.5) - smoothStep(civilHour, 21, 23)
  return 19.8 + 1.6 * day
}

/** What the controller would like: it calms people by cooling. */
export function wishFor(usual: number, heard: number, zeal: number): number {
  return clamp(usual - clamp(kelvinPerArousal * zeal * heard, -5, 5), 12, 30)
}

/** The setpoint rests until a step is worth it; on the full hour it follows the least wish. */
export function nextSetpoint(setpoint: number, wish: number, isFullHour: boolean): number {
  const isWorthIt = isFullHour || Math.abs(wish - setpoint) >= deadbandKelvin
  return isWorthIt ? Math.round(wish * 10) / 10 : setpoint
}

/** Weather-compensated, with a proportional correction: the room rests within half a kelvin. */
export function powerFor(setpoint: number, celsius: number, outdoorCelsius: number): number {
  const holding = (setpoint - outdoorCelsius - 1.5) / powerKelvin
  return clamp(holding + powerPerKelvin * (setpoint - celsius), -1, 1)
}
