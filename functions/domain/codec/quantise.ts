/** How many steps make 1, where that is a whole number: 0.01 has a hundred, 0.3 has none. */
function stepsPerUnit(resolution: number): number | null {
  const steps = Math.round(1 / resolution)
  return steps > 0 && Math.abs(steps * resolution - 1) < 1e-9 ? steps : null
}

/** The whole number of resolution steps that is this value, as near as it gets. */
export function toSteps(value: number, resolution: number): number {
  const perUnit = stepsPerUnit(resolution)
  return Math.round(perUnit === null ? value / resolution : value * perUnit)
}

/** The value of so many steps; dividing gives the double that the decimal notation means. */
export function fromSteps(steps: number, resolution: number): number {
  const perUnit = stepsPerUnit(resolution)
  return perUnit === null ? steps * resolution : steps / perUnit
}

export function quantise(value: number, resolution: number): number {
  const perUnit = stepsPerUnit(resolution)
  const steps = Math.round(perUnit === null ? value / resolution : value * perUnit)
  // Far beyond any sensor's range steps lose precision; such a value stays as it is. Adding 0 unsigns -0.
  if (!Number.isSafeInteger(steps)) return value
  return (perUnit === null ? steps * resolution : steps / perUnit) + 0
}

/** Whether steps carry the value without loss; whole numbers have no minus zero. */
export function isQuantised(value: number, resolution: number): boolean {
  if (Object.is(value, -0)) return false
  const steps = toSteps(value, resolution)
  // Well below 2^53: differences of two steps must be safe, too.
  return Math.abs(steps) < 2 ** 50 && fromSteps(steps, resolution) === value
}
