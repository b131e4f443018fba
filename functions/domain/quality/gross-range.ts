import type { Sensor } from '#domain/sensor.ts'
import { failed, type Outcome, passed, suspect } from './outcomes.ts'

/** Beyond what the sensor can measure it failed; beyond what the site file expects it is suspect. Limits are within. */
export function judgeGrossRange(value: number, { min, max, quality }: Sensor): Outcome {
  if (value < min || value > max) return failed
  const { expected } = quality
  if (expected === null) return passed
  return value < expected.min || value > expected.max ? suspect : passed
}
