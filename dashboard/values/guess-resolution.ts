/** Until the sensor's own resolution is known, three digits after the leading one are enough to compare. */
export function guessResolution(...values: readonly number[]): number {
  const largest = Math.max(...values.map(Math.abs), 1e-6)
  return 10 ** (Math.floor(Math.log10(largest)) - 2)
}
