import type { Severity } from '#domain/severity.ts'

/** In seconds, unless it says otherwise. */
export interface LifecyclePolicy {
  /** How long a trouble must last before it calls anybody. */
  readonly hold: Readonly<Record<Severity, number>>
  /** Calm for so long is over; what comes back sooner is the same trouble. */
  readonly settle: number
  /** What comes back to the same sensor within this time of its end opens the same incident again. */
  readonly reopen: number
  /** So much milder, for so long, before the severity steps down; up it steps at once. */
  readonly stepDown: number
  /** So many returns within that time are flapping, and then calm must last longer. */
  readonly flapping: { readonly returns: number; readonly within: number; readonly settle: number }
}

/**
 * Detectors hold by themselves until they are sure, so nothing is held again. What is measured here moves in minutes to
 * hours: ten calm minutes are an end, and whatever a sensor shows again within the hour is rarely something new. Three
 * returns within an hour are more than an operator should be asked to look at one by one.
 */
export const usualLifecycle: LifecyclePolicy = {
  hold: { critical: 0, major: 0, warning: 0, info: 0 },
  settle: 600,
  reopen: 3_600,
  stepDown: 600,
  flapping: { returns: 3, within: 3_600, settle: 1_800 },
}
