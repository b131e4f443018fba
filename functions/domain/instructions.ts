import type { Lesson } from './lessons/lesson.ts'
import type { PolicyPeriod } from './policies/resolve-policy.ts'

/** What people said about one sensor: journalled with the readings, so that a replay hears it at the same place. */
export interface Instructions {
  readonly policies: readonly PolicyPeriod[]
  readonly lessons: readonly Lesson[]
}

/** By sensor; one of whom nothing was said is not in here. */
export type CellInstructions = Readonly<Record<string, Instructions>>
