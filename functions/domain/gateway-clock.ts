/** How a cell's gateway keeps time, held against the ticks that travel in the stream beside its frames. */
export interface GatewayClock {
  /** The stamp of the newest frame: what comes again, or late, says nothing of the clock. */
  readonly newest: number
  /** Whether it came since the last tick. */
  readonly isFresh: boolean
  /** By how much its stamps were behind the newest ticks; ahead is negative. Of ticks with something heard before them. */
  readonly behind: readonly number[]
}

export const unknownClock: GatewayClock = { newest: 0, isFresh: false, behind: [] }

/** Ticks come once a minute and may be a minute late themselves; within two nobody can tell. */
const toleranceMilliseconds = 120_000
/** A gateway that catches up after an outage is nearer at each tick; a wrong clock is as wrong as before. */
const steadyTicks = 5
const steadyMilliseconds = 60_000

/** A clock that was set back goes on counting its readings: `isNext` says that the frame has some of those. */
export function hearStamp(clock: GatewayClock, sentAt: number, isNext: boolean): GatewayClock {
  return sentAt > clock.newest || isNext ? { ...clock, newest: sentAt, isFresh: true } : clock
}

/** Without a new word since the last tick there is nothing to compare, and what was known of the clock stays. */
export function hearTick(clock: GatewayClock, at: number): GatewayClock {
  if (!clock.isFresh) return clock
  const behind = [...clock.behind, at - clock.newest].slice(-steadyTicks)
  return { ...clock, isFresh: false, behind }
}

/** What the gateway's own clock shows at a tick: who waits for its readings must wait by that. */
export function ownTime({ behind }: GatewayClock, at: number): number {
  const last = behind.at(-1) ?? 0
  return Math.abs(last) > toleranceMilliseconds ? at - last : at
}

/** By how much the clock is wrong, positive behind: null while nobody can say. */
export function skewOf({ behind }: GatewayClock): number | null {
  if (behind.length < steadyTicks) return null
  const [least, most] = [Math.min(...behind), Math.max(...behind)]
  if (most - least > steadyMilliseconds) return null
  const skew = behind.toSorted((a, b) => a - b)[Math.floor(steadyTicks / 2)] ?? 0
  return Math.abs(skew) > toleranceMilliseconds ? skew : 0
}
