import { decadesOf } from '#domain/detect/normal-tail.ts'
import { type Arm, gainOf } from './arm.ts'
import type { Swings } from './swings.ts'

/** What can be said of a loop: nothing yet, nothing because nobody asked anything, or its gain with a bound. */
export type LoopView =
  | { readonly kind: 'learning'; readonly windows: number; readonly needed: number }
  | { readonly kind: 'not-identifiable'; readonly because: 'no-steps' | 'too-uncertain' }
  | {
      readonly kind: 'identified'
      readonly gain: number
      readonly error: number
      /** Of the two-sided 95 % interval. */
      readonly lower: number
      readonly grown: boolean
      /** Of the gain above 1. */
      readonly score: number
    }

export interface Loop {
  readonly windows: number
  readonly steps: number
  readonly controller: Arm
  readonly people: Arm
  readonly swings: Swings
}

/** Two hours of windows: fewer hold no whole swing. */
const windowsToKnow = 24
/** One step could be anybody's; of three the first answers are known. */
const stepsToAsk = 3
const deviationsOfBound = 1.96
/** A gain that may be off by more than 1 either way says neither yes nor no. */
const mostError = 1

export function viewOf({ windows, steps, controller, people, swings }: Loop): LoopView {
  if (windows < windowsToKnow) return { kind: 'learning', windows, needed: windowsToKnow }
  if (steps < stepsToAsk) return { kind: 'not-identifiable', because: 'no-steps' }
  const [one, other] = [gainOf(controller), gainOf(people)]
  if (!one || !other) return { kind: 'not-identifiable', because: 'no-steps' }
  const gain = Math.abs(one.gain * other.gain)
  const error = Math.hypot(one.error * other.gain, other.error * one.gain)
  // Without any scatter nobody asked and nobody answered: two constants.
  if (!(error > 0)) return { kind: 'not-identifiable', because: 'no-steps' }
  const lower = gain - deviationsOfBound * error
  // A wide interval above 1 is an answer, a wide one around it is none.
  if (error > mostError && lower <= 1) return { kind: 'not-identifiable', because: 'too-uncertain' }
  const score = swings.grown ? decadesOf((gain - 1) / error) : 0
  return { kind: 'identified', gain, error, lower, grown: swings.grown, score }
}
