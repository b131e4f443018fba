/** Beyond this the closed form has no digits left, and nobody needs one. */
const farthestScore = 9

/**
 * Minus the decimal logarithm of the chance that Student's t with ten degrees of freedom lies farther from 0, on
 * either side. Ten: spreads are learnt from some dozens of correlated hours, and nature's tails are heavier than
 * the normal one.
 */
export function studentScore(t: number): number {
  const square = t * t
  const cosine = 10 / (10 + square)
  const sine = Math.abs(t) / Math.sqrt(10 + square)
  const sum = 1 + cosine * (0.5 + cosine * (0.375 + cosine * (0.3125 + cosine * 0.2734375)))
  const chance = 1 - sine * sum
  return chance > 10 ** -farthestScore ? -Math.log10(chance) : farthestScore
}
