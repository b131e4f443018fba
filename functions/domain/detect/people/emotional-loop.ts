import type { CellDetector, CellDetectorStep, CellRow } from '#domain/detect/cell-detector.ts'
import type { EpisodePolicy } from '#domain/episode.ts'
import { type Arm, type Asked, learnArm, noArm } from './arm.ts'
import { findingOf } from './describe-loop.ts'
import { viewOf } from './loop-gain.ts'
import { followSwings, noSwings, type Swings } from './swings.ts'

/**
 * People and controller answer one another. How strongly each does is estimated from what the other did; together
 * they are the loop's gain. Above 1, an answer comes back larger than it left.
 * Misses: a loop that closes over something else than the setpoint, and one that never swings.
 */
export interface EmotionalLoop {
  readonly at: number
  readonly windows: number
  readonly setpoint: number | null
  /** Setpoint steps that are remembered, fading. */
  readonly steps: number
  readonly slow: Pair
  /** What each has asked of the other, through one lag and through two. */
  readonly stirred: Asked
  readonly conditioned: Asked
  readonly controller: Arm
  readonly people: Arm
  readonly swings: Swings
}

interface Pair {
  readonly arousal: number
  readonly setpoint: number
}

/** A controller listens to some windows of reports, a room follows its setpoint, people follow their room: each lags so long. */
const answerMilliseconds = 15 * 60_000
/** The day's programme and its moods move over several hours; a loop of answers swings within one or two. */
const slowMilliseconds = 2 * 3_600_000
/** Long enough for five swings, short enough to follow a gain that builds up within hours. */
const memoryMilliseconds = 4 * 3_600_000
/** Two windows may be missing; after a longer silence nobody knows who answered whom. */
export const longestPauseMilliseconds = 15 * 60_000
/** Kelvin: a step that people can feel, five times the resolution of a setpoint. */
const leastSwing = 0.5
const leastStep = 0.05

/** A score of 1.6 is a 95 % interval that lies above 1 as a whole; it must hold for a quarter of an hour. */
const policy: EpisodePolicy = {
  immediate: 12,
  sustained: 1.6,
  holdReadings: 3,
  calm: 0.8,
  calmMilliseconds: 3_600_000,
}

const nothing: Asked = { one: 0, two: 0 }

export const emotionalLoop: CellDetector<EmotionalLoop> = {
  name: 'emotional-loop',
  version: 1,
  initial: {
    at: 0,
    windows: 0,
    setpoint: null,
    steps: 0,
    slow: { arousal: 0, setpoint: 0 },
    stirred: nothing,
    conditioned: nothing,
    controller: noArm,
    people: noArm,
    swings: noSwings,
  },
  policy,
  step,
}

function step(state: EmotionalLoop, row: CellRow): CellDetectorStep<EmotionalLoop> {
  const { 'mood-arousal': arousal, 'temperature-setpoint': spoken } = row.values
  if (spoken === undefined && arousal === undefined) return { state, finding: null }
  const setpoint = spoken ?? state.setpoint
  const told = setpoint === state.setpoint ? state : setTo(state, setpoint)
  if (arousal === undefined || setpoint === null) return { state: told, finding: null }
  const next = hear(told, row.at, { arousal, setpoint })
  return { state: next, finding: findingOf(viewOf(next), next, arousal, row.at) }
}

function hear(state: EmotionalLoop, at: number, now: Pair): EmotionalLoop {
  const elapsed = at - state.at
  if (state.windows === 0 || elapsed > longestPauseMilliseconds) return begin(state, at, now)
  const slow = towards(state.slow, now, elapsed / slowMilliseconds)
  const fast: Pair = {
    arousal: now.arousal - slow.arousal,
    setpoint: now.setpoint - slow.setpoint,
  }
  const keep = Math.exp(-elapsed / memoryMilliseconds)
  const stirred = ask(state.stirred, fast.arousal, elapsed)
  return {
    ...state,
    at,
    windows: state.windows + 1,
    steps: keep * state.steps,
    slow,
    stirred,
    conditioned: ask(state.conditioned, fast.setpoint, elapsed),
    // The controller has heard this window's reports when it sets; people have not felt what it sets now.
    controller: learnArm(state.controller, stirred, fast.setpoint, keep),
    people: learnArm(state.people, state.conditioned, fast.arousal, keep),
    swings: followSwings(state.swings, at, fast.setpoint, leastSwing),
  }
}

function setTo(state: EmotionalLoop, setpoint: number | null): EmotionalLoop {
  const isStep =
    setpoint !== null && state.setpoint !== null && Math.abs(setpoint - state.setpoint) >= leastStep
  return { ...state, setpoint, steps: state.steps + (isStep ? 1 : 0) }
}

function begin(state: EmotionalLoop, at: number, now: Pair): EmotionalLoop {
  return { ...emotionalLoop.initial, at, windows: 1, setpoint: state.setpoint, slow: now }
}

function ask({ one, two }: Asked, value: number, elapsed: number): Asked {
  const first = mix(one, value, elapsed / answerMilliseconds)
  return { one: first, two: mix(two, first, elapsed / answerMilliseconds) }
}

function towards(pair: Pair, goal: Pair, share: number): Pair {
  return {
    arousal: mix(pair.arousal, goal.arousal, share),
    setpoint: mix(pair.setpoint, goal.setpoint, share),
  }
}

function mix(value: number, goal: number, share: number): number {
  return value + (1 - Math.exp(-share)) * (goal - value)
}
