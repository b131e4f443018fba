/** Turning points of a signal: how far it swings, and whether its swings grow. */
export interface Swings {
  readonly count: number
  /** The last turning point, and the farthest the signal has gone since. */
  readonly turn: number
  readonly extreme: number
  readonly extremeAt: number
  readonly rising: boolean
  /** The sizes of the last swings with the moment each ended, oldest first. */
  readonly sizes: ReadonlyArray<readonly [at: number, size: number]>
  /** What a swing usually is here; a slow mean. */
  readonly usual: number
  /** Swings have grown, and have not died down since. */
  readonly grown: boolean
}

export const noSwings: Swings = {
  count: 0,
  turn: 0,
  extreme: 0,
  extremeAt: 0,
  rising: true,
  sizes: [],
  usual: 0,
  grown: false,
}

/** Three to and fro in a row are no accident of one busy hour. */
const swingsToGrow = 3
const keptSwings = 4
/** Twice as large as they usually are: growth that a new programme of the day does not explain. */
const growth = 2
/** Each swing weighs so much in what is usual: about twenty of them, some days of a healthy cell. */
const usualWeight = 0.05
/** Back to half of their size, they have died down. */
const diedDown = 0.5
/** Swings that belong together follow one another within this: people and air answer within half an hour. */
const longestSwingMilliseconds = 3 * 3_600_000

/** `least`: how far it must come back for it to be a turn. */
export function followSwings(swings: Swings, at: number, value: number, least: number): Swings {
  if (swings.count === 0)
    return { ...swings, count: 1, turn: value, extreme: value, extremeAt: at, usual: least }
  const { extreme, rising } = swings
  const isFarther = rising ? value >= extreme : value <= extreme
  if (isFarther) return quieten({ ...swings, extreme: value, extremeAt: at }, at)
  if (Math.abs(value - extreme) < least) return quieten(swings, at)
  return turnRound(swings, at, value)
}

function turnRound(swings: Swings, at: number, value: number): Swings {
  const size = Math.abs(swings.extreme - swings.turn)
  const sizes = [...swings.sizes, [swings.extremeAt, size] as const].slice(-keptSwings)
  const grown = swings.grown ? !hasDiedDown(sizes) : hasGrown(sizes, swings.usual)
  // What may be a runaway does not become usual.
  const weight = grown ? usualWeight / 20 : usualWeight
  return {
    count: swings.count + 1,
    turn: swings.extreme,
    extreme: value,
    extremeAt: at,
    rising: !swings.rising,
    sizes,
    usual: swings.usual + weight * (size - swings.usual),
    grown,
  }
}

function hasGrown(sizes: Swings['sizes'], usual: number): boolean {
  const last = sizes.slice(-swingsToGrow)
  const [first, ...rest] = last
  if (last.length < swingsToGrow || first === undefined) return false
  const areNeighbours = rest.every(
    ([at], index) => at - (last[index]?.[0] ?? 0) <= longestSwingMilliseconds,
  )
  return areNeighbours && last.every(([, size]) => size >= growth * usual)
}

function hasDiedDown(sizes: Swings['sizes']): boolean {
  const largest = Math.max(...sizes.map(([, size]) => size))
  return (sizes.at(-1)?.[1] ?? 0) < diedDown * largest
}

/** Swings that do not come any more have died down as well. */
function quieten(swings: Swings, at: number): Swings {
  const lastAt = swings.sizes.at(-1)?.[0] ?? at
  return swings.grown && at - lastAt > longestSwingMilliseconds
    ? { ...swings, grown: false }
    : swings
}
