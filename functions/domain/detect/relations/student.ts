/**
 * Tail of Student's t by Wallace's normal approximation: right to a few percent of the decades told, and without
 * special functions. Degrees of freedom are few where little is known, which makes the tail heavy.
 */
export function decadesOf(t: number, freedom: number): number {
  const z = Math.sqrt(freedom * Math.log1p((t * t) / freedom)) * shrink(freedom)
  const ratio = (z + Math.sqrt(z * z + 8 / Math.PI)) * Math.sqrt(Math.PI / 8)
  return (z * z * Math.LOG10E) / 2 + Math.log10(ratio)
}

/** How far out in spreads a departure must be to be as rare as so many normal standard deviations. */
export function reachOf(normalDeviations: number, freedom: number): number {
  const z = normalDeviations / shrink(freedom)
  return Math.sqrt(freedom * Math.expm1((z * z) / freedom))
}

function shrink(freedom: number): number {
  return (8 * freedom + 1) / (8 * freedom + 3)
}
