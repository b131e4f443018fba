import { type SensorEffects, tell } from './advance-sensor.ts'
import type { Sensor } from './sensor.ts'
import type { SensorState } from './sensor-state.ts'
import { watchSensor } from './watch-sensor.ts'
import { formatDuration } from './words.ts'

/** Three intervals: one lost reading is noise, two are bad luck. */
export const intervalsUntilSilent = 3

/** `watchedSince`: nobody listened before, so silence before it means nothing. */
export function watchSilence(
  state: SensorState,
  sensor: Sensor,
  now: number,
  watchedSince: number,
  frame: string,
  effects: SensorEffects,
): SensorState {
  const { heardAt } = state
  // Before its second reading nobody knows when the next one is due.
  if (heardAt === null || !state.live || state.cadenceMilliseconds === 0) return state
  // A pause of the watch excuses nobody who was known to be silent before it.
  const known = state.watches.silence.episode.state === 'detected'
  const silentSince = known ? heardAt : Math.max(heardAt, watchedSince)
  const silentFor = now - silentSince
  const usual = Math.max(sensor.expectedIntervalSeconds * 1000, state.cadenceMilliseconds)
  const silent = silentFor > intervalsUntilSilent * usual
  if (!silent && !known) return state
  const value = state.latest?.value ?? 0
  return tell(
    watchSensor(state, 'silence', sensor, {
      detector: 'silence',
      detectorVersion: 1,
      at: now,
      score: silent ? 6 : 0,
      value,
      expected: value,
      low: value,
      high: value,
      severity: 'warning',
      frame,
      ...(silent ? { onset: silentSince } : {}),
      reason: () =>
        `Nothing heard from ${sensor.name} for ${formatDuration(silentFor)}; it reports every ${formatDuration(usual)}.`,
    }),
    effects,
  )
}
