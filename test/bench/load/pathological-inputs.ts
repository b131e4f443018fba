/** Uniform in (0, 1), the same for the same place and number. */
function uniform(place: number, index: number): number {
  let hash = Math.imul(index ^ (place * 0x9e3779b9), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 4_294_967_296
}

const kept = (value: number) => Math.max(0, Math.min(1_000, value))

/** What comes from broken or strange sensors, by place of the sensor and number of the reading. */
export const pathologicalInputs: Readonly<
  Record<string, (place: number, index: number) => unknown>
> = {
  constant: () => 20,
  alternating: (_, index) => (index % 2 === 0 ? 20 : 80),
  'not-a-number': (place, index) =>
    uniform(place, index) < 0.3
      ? [Number.NaN, Number.POSITIVE_INFINITY, '20', null][index % 4]
      : 20 + uniform(place, index),
  // A Cauchy and a Pareto distribution: neither has a variance, the first has no mean.
  'heavy-tailed': (place, index) =>
    place % 2 === 0
      ? kept(500 + Math.tan(Math.PI * (uniform(place, index) - 0.5)))
      : kept(uniform(place, index) ** (-1 / 1.1)),
  drifting: (place, index) =>
    kept(
      500 +
        (place % 2 === 0 ? 1 : -1) * ((index / 2_500) % 450) +
        20 * Math.sin(index / 7_919) +
        uniform(place, index),
    ),
}
