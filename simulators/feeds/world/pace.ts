/** How the world's time is cut: all steps are multiples of the epoch, so that any two worlds meet. */
export interface Pace {
  readonly stepSeconds: number
  readonly frameEverySeconds: number
}

const longestStepSeconds = 60

/** The longest step that keeps up with the fastest sensor and ends where frames do. */
export function paceFor(intervals: readonly number[], frameEverySeconds: number): Pace {
  const fastest = Math.min(longestStepSeconds, ...intervals)
  let stepSeconds = Math.min(fastest, frameEverySeconds)
  while (frameEverySeconds % stepSeconds !== 0) stepSeconds--
  return { stepSeconds, frameEverySeconds }
}
