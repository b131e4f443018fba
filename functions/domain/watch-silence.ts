import { type SensorEffects, tell } from './advance-sensor.ts'
import { latenessHorizonMilliseconds } from './arrival.ts'
import { expectedBy } from './lessons/lesson.ts'
import type { Sensor } from './sensor.ts'
import type { SensorState } from './sensor-state.ts'
import type { Severity } from './severity.ts'
import { passSounding, type Soundings, stepOf } from './soundings.ts'
import { watchSensor } from './watch-sensor.ts'
import { formatDuration } from './words.ts'

/** Three intervals: one lost reading is noise, two are bad luck. */
export const intervalsUntilSilent = 3
/** A hundred readings missed in a row are no bad radio link; and somebody changes a battery within the hour. */
const intervalsUntilDead = 100
const leastUntilDeadMilliseconds = 3_600_000

/** Whether a sensor is heard, missing or given up for dead; late is who is overdue by the clock alone. */
export function absenceOf({ watches }: SensorState): 'missing' | 'dead' | null {
  const { anomaly } = watches.silence
  if (anomaly === null) return null
  return anomaly.worsened ? 'dead' : 'missing'
}

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
  if (heardAt === null || cadenceMilliseconds === 0) return state
  const usual = usualInterval(state.soundings, sensor)
  if (isSilent(state)) return judgeDead(state, until, usual, sensor, effects)
  const onset = Math.max(heardAt, watchedSince)
  const silentAt = Math.ceil(onset + intervalsUntilSilent * usual)
  if (until <= silentAt) return state
  const reason = () =>
    `Nothing heard from ${sensor.name} for ${formatDuration(silentAt - onset)}; it reports every ${formatDuration(usual)}.`
  const sighting = { at: silentAt, score: 6, severity: 'warning', onset, reason } as const
  const missing = isExcused(state) ? state : look(state, sensor, sighting, effects)
  const toldAt = excusedUntil(sensor, silentAt, onset)
  if (!isSilent(missing) && until <= toldAt) return missing
  const told = isSilent(missing)
    ? missing
    : look(missing, sensor, { ...sighting, at: toldAt }, effects)
  return judgeDead(told, until, usual, sensor, effects)
}

/** Whether a lesson lets a silence pass that goes on. */
function isExcused({ courses }: SensorState): boolean {
  return courses?.absence !== undefined
}

/** The first moment at which no lesson excuses it any more. */
function excusedUntil({ instructions }: Sensor, silentAt: number, onset: number): number {
  let at = silentAt
  for (;;) {
    const silence = { detector: 'silence', at, onset, value: 0, expected: 0 }
    const lesson = expectedBy(instructions?.lessons ?? [], silence)
    if (!lesson) return at
    at = onset + lesson.bound + 1
  }
}

function judgeDead(
  state: SensorState,
  until: number,
  usual: number,
  sensor: Sensor,
  effects: SensorEffects,
): SensorState {
  const { anomaly } = state.watches.silence
  if (!anomaly || anomaly.worsened) return state
  const longest = Math.max(leastUntilDeadMilliseconds, intervalsUntilDead * usual)
  const deadAt = Math.max(Math.ceil(anomaly.onset + longest), anomaly.detectedAt)
  if (until <= deadAt) return state
  const reason = () =>
    `No sign of life from ${sensor.name} for ${formatDuration(longest)}; take it for dead and send somebody.`
  const sighting = {
    at: deadAt,
    score: 6,
    severity: 'major',
    onset: anomaly.onset,
    reason,
  } as const
  return look(state, sensor, sighting, effects)
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
  return isSilent(state) || isExcused(state)
    ? look(
        state,
        sensor,
        { at, score: 0, severity: 'warning', onset: at, reason: () => '' },
        effects,
      )
    : state
}

interface Look {
  readonly at: number
  readonly score: number
  readonly severity: Severity
  readonly onset: number
  reason(): string
}

function look(
  state: SensorState,
  sensor: Sensor,
  { at, score, severity, onset, reason }: Look,
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
    severity,
    escalates: true,
    // No frame brings silence.
    frame: '',
    onset,
    reason,
  }
  return tell(watchSensor(state, 'silence', sensor, sighting), effects)
}
