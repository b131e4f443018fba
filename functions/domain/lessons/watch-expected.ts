import type { Sensor } from '#domain/sensor.ts'
import { calm, isCalm, type SensorState, withCourse } from '#domain/sensor-state.ts'
import { watchPolicies } from '#domain/watch-policies.ts'
import {
  advanceWatch,
  hearInstructions,
  type Sighting,
  type WatchStep,
} from '#domain/watch-sensor.ts'

/** What a lesson says is nothing to tell has a course of its own: it is kept, counted, and in no incident. */
export function watchExpected(state: SensorState, sensor: Sensor, sighting: Sighting): WatchStep {
  const { policy, expected } = hearInstructions(sensor, watchPolicies.surprise, sighting)
  const before = state.courses?.expected ?? calm
  if (isCalm(before) && expected === null) return { state, told: null }
  const counted = expected ?? { ...sighting, score: 0 }
  const { after, told } = advanceWatch(before, policy, sensor, counted)
  return { state: withCourse(state, 'expected', after), told }
}
