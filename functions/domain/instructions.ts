import type { Lesson } from './lessons/lesson.ts'
import type { PolicyPeriod } from './policies/resolve-policy.ts'

/** What people said about one sensor: journalled with the readings, so that a replay hears it at the same place. */
export interface Instructions {
  readonly policies: readonly PolicyPeriod[]
  readonly lessons: readonly Lesson[]
}

/** By sensor; one of whom nothing was said is not in here. */
export type CellInstructions = Readonly<Record<string, Instructions>>

/**
 * Twice as long as a writer goes by what it read: every one knows of it before the first reading it is for,
 * so that no batch is judged by the old and its repetition by the new.
 */
export const takesEffectMilliseconds = 60_000
