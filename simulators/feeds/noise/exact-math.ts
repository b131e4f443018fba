/**
 * Only +, −, ×, ÷ and square roots, which every engine rounds alike;
 * Math.sin and Math.exp may differ in their last bit between V8 versions, and a trace would with them.
 */

/** Sine of an angle in turns, by a corrected parabola: at most 0.001 off, which weather forgives. */
export function sineOfTurns(turns: number): number {
  const turn = turns - Math.floor(turns + 0.5)
  const parabola = 8 * turn * (1 - 2 * Math.abs(turn))
  return 0.775 * parabola + 0.225 * parabola * Math.abs(parabola)
}

/** e to the x, good to five digits for |x| below 10. */
export function exponential(x: number): number {
  if (x < -40) return 0
  const part = x / 1024
  let power = 1 + part + (part * part) / 2
  for (let doubling = 0; doubling < 10; doubling++) power *= power
  return power
}

/** Where a value that decays towards its goal stands after some time, whatever the step. */
export function relax(value: number, goal: number, seconds: number, timeConstantSeconds: number) {
  return goal + (value - goal) * exponential(-seconds / timeConstantSeconds)
}

export function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value))
}

/** Keeps a value within −1 and 1 without a corner. */
export function squash(value: number): number {
  return value / Math.sqrt(1 + value * value)
}

/** 0 below the first edge, 1 above the second, smooth between. */
export function smoothStep(value: number, from: number, to: number): number {
  const share = clamp((value - from) / (to - from), 0, 1)
  return share * share * (3 - 2 * share)
}
