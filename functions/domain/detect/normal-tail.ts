const mostDecades = 12

/** Minus the decimal logarithm of the chance that a normal variable is this far out, and never more than 12. */
export function decadesOf(deviations: number): number {
  if (deviations <= 0) return 0
  // Abramowitz and Stegun 26.2.17 up to 5, its asymptote beyond, where the difference is below a hundredth.
  const density = Math.exp((-deviations * deviations) / 2) / Math.sqrt(2 * Math.PI)
  const tail = deviations < 5 ? density * series(deviations) : density / deviations
  return tail > 0 ? Math.min(mostDecades, -Math.log10(tail)) : mostDecades
}

function series(deviations: number): number {
  const t = 1 / (1 + 0.2316419 * deviations)
  return (
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  )
}
