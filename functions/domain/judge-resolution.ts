/** What quantising itself rounds by: finer steps could not be counted. */
const finest = 1e-9
/** Values are kept in whole steps; beyond 2^50 of them a double no longer tells neighbours apart. */
const mostSteps = 2 ** 50

interface Range {
  readonly min: number
  readonly max: number
}

/** What is wrong with measuring a range in such steps, with the remedy. */
export function resolutionProblem(resolution: number, { min, max }: Range): string | undefined {
  const farthest = Math.max(Math.abs(min), Math.abs(max))
  if (resolution < finest)
    return `resolution ${resolution} is finer than ${finest}; choose a smaller unit, or a coarser resolution`
  if (farthest / resolution > mostSteps)
    return `resolution ${resolution} is too fine for limits from ${min} to ${max}; choose one of at least ${10 ** Math.ceil(Math.log10(farthest / mostSteps))}, or narrow the limits`
  if (resolution > max - min)
    return `resolution ${resolution} is coarser than all that lies between the limits ${min} and ${max}; choose a finer one, or widen the limits`
  return undefined
}
