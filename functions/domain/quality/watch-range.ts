import type { EpisodePolicy } from '#domain/episode.ts'
import type { Row } from '#domain/reading.ts'
import type { Sensor } from '#domain/sensor.ts'
import { calm, type SensorState, withCourse } from '#domain/sensor-state.ts'
import { advanceWatch, hearInstructions, type WatchStep } from '#domain/watch-sensor.ts'
import { formatClock, formatValue } from '#domain/words.ts'

export const rangeName = 'out-of-range'

/** One or two impossible words are noise on the line; three in a row are a sensor in trouble. */
const policy: EpisodePolicy = {
  immediate: 7,
  sustained: 6,
  holdReadings: 3,
  calm: 6,
  calmMilliseconds: 600_000,
}

/** What no such sensor can measure is kept and shown as failed; that it goes on is told. */
export function watchRange(
  state: SensorState,
  row: Row,
  isFailed: boolean,
  sensor: Sensor,
  frame: string,
): WatchStep {
  const before = state.courses?.range ?? calm
  const { min, max, resolution, unit } = sensor
  const show = (value: number) => formatValue(value, resolution, '')
  const heard = hearInstructions(sensor, policy, {
    detector: rangeName,
    detectorVersion: 1,
    at: row.at,
    score: isFailed ? 6 : 0,
    value: row.value,
    expected: Math.min(max, Math.max(min, row.value)),
    low: min,
    high: max,
    severity: 'warning',
    frame,
    trouble: `${sensor.label} says what it cannot measure`,
    reason: () =>
      `${sensor.name} says ${formatValue(row.value, resolution, unit)} at ${formatClock(row.at)}; it can measure ${show(min)} to ${show(max)}. Its unit, its wiring or its limits are wrong.`,
  })
  const { after, told } = advanceWatch(before, heard.policy, sensor, heard.sighting)
  return { state: withCourse(state, 'range', after), told: told ? [told] : [] }
}
