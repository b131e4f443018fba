import { type SensorEffects, tell } from './advance-sensor.ts'
import { latenessHorizonMilliseconds } from './arrival.ts'
import type { Sensor } from './sensor.ts'
import type { SensorState } from './sensor-state.ts'
import { passSounding, type Soundings, stepOf } from './soundings.ts'
import { watchSensor } from './watch-sensor.ts'
import { formatDuration } from './words.ts'

/** Three intervals: one lost reading is noise, two are bad luck. */
export const intervalsUntilSilent = 3

/**
 * What is late within the horizon was not silence, so the judgement waits for it: the same readings come to the same,
 * in whatever order they arrived. `watchedSince`: nobody listened before, so silence before it means nothing.
 */
export function watchSilence(
  state: SensorState,
  sensor: Sensor,
  clock: number,
  watchedSince: number,
  effects: SensorEffects,
): SensorState {
  if (!state.live) return state
  // Only steps that are over: what else belongs to one that is not may still be on its way.
  const step = stepOf(sensor.expectedIntervalSeconds * 1000)
  const watermark = Math.floor((clock - latenessHorizonMilliseconds) / step) * step
  let current = state
  for (const sounding of state.soundings.ahead) {
    const [at] = sounding
    if (at >= watermark) break
    current = judgeUntil(current, at, sensor, watchedSince, effects)
    current = endSilence(current, at, sensor, effects)
    const soundings = passSounding(
      current.soundings,
      sounding,
      sensor.expectedIntervalSeconds * 1000,
    )
    current = { ...current, soundings }
  }
  return judgeUntil(current, watermark, sensor, watchedSince, effects)
}

function isSilent(state: SensorState): boolean {
  return state.watches.silence.episode.state === 'detected'
}

function judgeUntil(
  state: SensorState,
  until: number,
  sensor: Sensor,
  watchedSince: number,
  effects: SensorEffects,
): SensorState {
  const { heardAt, cadenceMilliseconds } = state.soundings
  // Before its second reading nobody knows when the next one is due.
  if (isSilent(state) || heardAt === null || cadenceMilliseconds === 0) return state
  const onset = Math.max(heardAt, watchedSince)
  const usual = usualInterval(state.soundings, sensor)
  const silentAt = Math.ceil(onset + intervalsUntilSilent * usual)
  if (until <= silentAt) return state
  const reason = () =>
    `Nothing heard from ${sensor.name} for ${formatDuration(silentAt - onset)}; it reports every ${formatDuration(usual)}.`
  return look(state, sensor, { at: silentAt, score: 6, onset, reason }, effects)
}

function usualInterval({ cadenceMilliseconds }: Soundings, sensor: Sensor): number {
  return Math.max(sensor.expectedIntervalSeconds * 1000, cadenceMilliseconds)
}

function endSilence(
  state: SensorState,
  at: number,
  sensor: Sensor,
  effects: SensorEffects,
): SensorState {
  return isSilent(state)
    ? look(state, sensor, { at, score: 0, onset: at, reason: () => '' }, effects)
    : state
}

interface Look {
  readonly at: number
  readonly score: number
  readonly onset: number
  reason(): string
}

function look(
  state: SensorState,
  sensor: Sensor,
  { at, score, onset, reason }: Look,
  effects: SensorEffects,
): SensorState {
  // What was said last before the silence; what is newest may have come in another order.
  const value = state.soundings.heardValue
  const sighting = {
    detector: 'silence',
    detectorVersion: 2,
    at,
    score,
    value,
    expected: value,
    low: value,
    high: value,
    severity: 'warning' as const,
    // No frame brings silence.
    frame: '',
    onset,
    reason,
  }
  return tell(watchSensor(state, 'silence', sensor, sighting), effects)
}
