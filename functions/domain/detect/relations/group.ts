/** What is known of up to ten sensors that are looked at together. Arrays go by sensor; those of channels hold twice as many. */
export interface Group {
  names: readonly string[]
  firstAt: number
  lastAt: number
  /** Rows that came, and rows that were learnt. */
  seen: number
  learnt: number
  learntAt: number
  /** Since when the rows have been too strange to learn from; 0 where they are not. */
  strangeSince: number
  /** Share of rows in which a command was at the end of its range. */
  pinnedShare: number
  /** Rows learnt in which it spoke, and when it spoke last. */
  heard: number[]
  heardAt: number[]
  /** Rows in which it spoke since it was last away for long, as far as they are counted; states from before have none. */
  back?: number[]
  mean: number[]
  /** Mean of its last few rows. */
  recent: number[]
  /** Lower triangle, row by row. */
  covariance: number[]
  channels: Channels
}

/** First each sensor against the others, then each against its own usual level. */
export interface Channels {
  /** Mean square of its departure. */
  spread: number[]
  /** How often it has swung from one side to the other: as many independent looks. */
  swings: number[]
  side: number[]
  /** The farthest it has been out, in its own spread, on two occasions, and since it was last at rest. */
  once: number[]
  twice: number[]
  now: number[]
}

export const emptyGroup = (names: readonly string[]): Group => ({
  names,
  firstAt: 0,
  lastAt: 0,
  seen: 0,
  learnt: 0,
  learntAt: 0,
  strangeSince: 0,
  pinnedShare: 0,
  ...eachOf(names.length),
  covariance: zeros((names.length * (names.length + 1)) / 2),
  channels: {
    spread: zeros(2 * names.length),
    swings: zeros(2 * names.length),
    side: zeros(2 * names.length),
    once: zeros(2 * names.length),
    twice: zeros(2 * names.length),
    now: zeros(2 * names.length),
  },
})

function eachOf(count: number) {
  return {
    heard: zeros(count),
    heardAt: zeros(count),
    back: zeros(count),
    mean: zeros(count),
    recent: zeros(count),
  }
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0)
}

/** A step changes its own copy, never what it was given. */
export function copyOf(group: Readonly<Group>): Group {
  const { channels } = group
  return {
    ...group,
    heard: group.heard.slice(),
    heardAt: group.heardAt.slice(),
    back: group.back?.slice() ?? [],
    mean: group.mean.slice(),
    recent: group.recent.slice(),
    covariance: group.covariance.slice(),
    channels: {
      spread: channels.spread.slice(),
      swings: channels.swings.slice(),
      side: channels.side.slice(),
      once: channels.once.slice(),
      twice: channels.twice.slice(),
      now: channels.now.slice(),
    },
  }
}

export function placeOf(a: number, b: number): number {
  return a >= b ? (a * (a + 1)) / 2 + b : (b * (b + 1)) / 2 + a
}

/** Standard deviation of a sensor; one that never moved has that of a step of its own scale. */
export function deviationOf(group: Group, sensor: number, resolution: number): number {
  return Math.sqrt((group.covariance[placeOf(sensor, sensor)] ?? 0) + resolution * resolution)
}
