/** How clearly a row of values rises. */
export interface Rise {
  /** Kendall's τ: of all pairs, the share that rises less the share that falls. */
  readonly tau: number
  /** The chance that values without order rise so clearly. */
  readonly chance: number
}

/** By rank alone: one wild value counts as one. The normal approximation holds from ten values on. */
export function kendallRise(values: readonly number[]): Rise {
  const count = values.length
  let sum = 0
  for (let late = 1; late < count; late += 1)
    for (let early = 0; early < late; early += 1)
      sum += Math.sign((values[late] ?? 0) - (values[early] ?? 0))
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18)
  // A sum that rises by two at a time is set half a step lower.
  const distance = sum === 0 ? 0 : (sum - Math.sign(sum)) / deviation
  return { tau: (2 * sum) / (count * (count - 1)), chance: upperTail(distance) }
}

/** The chance of two things together that have nothing to do with one another (Fisher). */
export function chanceOfBoth(one: number, other: number): number {
  const product = one * other
  return product <= 0 ? 0 : product * (1 - Math.log(product))
}

const coefficients = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
]

/** Of the normal distribution, to seven digits however far out (Press et al., Numerical Recipes, 6.2). */
function upperTail(distance: number): number {
  const size = Math.abs(distance) / Math.SQRT2
  const t = 1 / (1 + size / 2)
  const sum = coefficients.reduceRight((inner, coefficient) => coefficient + t * inner, 0)
  const beyond = (t * Math.exp(sum - size * size)) / 2
  return distance >= 0 ? beyond : 1 - beyond
}
