import type { Reading } from './reading.ts'

/**
 * Puts one sensor's readings into the order they were taken in. Readings that follow one another
 * pass at once; only behind a gap do they wait, until it fills or the lateness horizon has passed.
 */
export interface Arrival {
  readonly boot: string
  readonly previousBoot: string | null
  /** The sequence number expected next, or null before the first numbered reading. */
  readonly next: number | null
  readonly lastAt: number | null
  /** Waiting behind a gap, in sequence order. */
  readonly pending: readonly Reading[]
  /** Gaps that were given up, as [first, last] sequence numbers, newest last. */
  readonly holes: ReadonlyArray<readonly [number, number]>
  /** Event times of the newest readings, for sources that do not number theirs. */
  readonly recentTimes: readonly number[]
}

export const latenessHorizonMilliseconds = 30_000
export const maximumPending = 30
const maximumHoles = 32
const maximumRecentTimes = 32

export type Arrived =
  | { readonly kind: 'in-order'; readonly reading: Reading }
  | { readonly kind: 'late'; readonly reading: Reading }
  | { readonly kind: 'duplicate' }

export interface ArrivalStep {
  readonly arrival: Arrival
  readonly arrived: readonly Arrived[]
}

export const emptyArrival: Arrival = {
  boot: '',
  previousBoot: null,
  next: null,
  lastAt: null,
  pending: [],
  holes: [],
  recentTimes: [],
}

export function receive(arrival: Arrival, reading: Reading, boot: string, frame = ''): ArrivalStep {
  if (isNext(arrival, reading, boot)) return passNext(arrival, reading)
  if (reading.sequence === null) return receiveByTime(arrival, reading)
  if (boot === arrival.boot) return receiveBySequence(arrival, reading, reading.sequence, frame)
  // A straggler of an earlier boot must not pass for a new one, or it would end the present one.
  const isPast = arrival.lastAt !== null && reading.at <= arrival.lastAt
  if (isPast || boot === arrival.previousBoot)
    return { arrival, arrived: [{ kind: 'late', reading }] }
  return receiveAfterBoot(arrival, reading, reading.sequence, boot, frame)
}

/** Nearly every reading just follows the one before. */
function isNext(arrival: Arrival, { sequence, at }: Reading, boot: string): boolean {
  return (
    sequence !== null &&
    sequence === arrival.next &&
    boot === arrival.boot &&
    arrival.pending.length === 0 &&
    (arrival.lastAt === null || at > arrival.lastAt)
  )
}

function passNext(arrival: Arrival, reading: Reading): ArrivalStep {
  const next = (arrival.next ?? 0) + 1
  return {
    arrival: { ...arrival, next, lastAt: reading.at },
    arrived: [{ kind: 'in-order', reading }],
  }
}

/** Gives up gaps that have been waited for long enough, judged by the gateway's own clock. */
export function expire(arrival: Arrival, now: number): ArrivalStep {
  let step: ArrivalStep = { arrival, arrived: [] }
  for (;;) {
    const [first] = step.arrival.pending
    const overdue = first !== undefined && now - first.at > latenessHorizonMilliseconds
    if (!overdue && step.arrival.pending.length <= maximumPending) return step
    step = chain(step, skipGap(step.arrival))
  }
}

function receiveByTime(arrival: Arrival, reading: Reading): ArrivalStep {
  if (arrival.recentTimes.includes(reading.at)) return { arrival, arrived: [{ kind: 'duplicate' }] }
  const recentTimes = [...arrival.recentTimes, reading.at].slice(-maximumRecentTimes)
  return pass({ ...arrival, recentTimes }, [reading])
}

function receiveAfterBoot(
  arrival: Arrival,
  reading: Reading,
  sequence: number,
  boot: string,
  frame: string,
): ArrivalStep {
  const flushed = pass(arrival, arrival.pending)
  // A gateway counts from 0; one that is far along was joined midway and has nothing to wait for.
  const isMidway = sequence > maximumPending
  const started: Arrival = {
    ...flushed.arrival,
    boot,
    previousBoot: arrival.boot === '' ? null : arrival.boot,
    next: isMidway ? sequence : 0,
    pending: [],
    holes: isMidway ? [[0, sequence - 1]] : [],
  }
  return chain(
    { arrival: started, arrived: flushed.arrived },
    receive(started, reading, boot, frame),
  )
}

function receiveBySequence(
  arrival: Arrival,
  reading: Reading,
  sequence: number,
  frame: string,
): ArrivalStep {
  const next = arrival.next ?? sequence
  if (sequence < next) return receiveEarlier(arrival, reading, sequence)
  if (sequence === next) return drain({ ...arrival, next }, reading)
  if (arrival.pending.some((waiting) => waiting.sequence === sequence))
    return { arrival, arrived: [{ kind: 'duplicate' }] }
  const pending = [...arrival.pending, { ...reading, frame }].sort(
    (a, b) => (a.sequence ?? 0) - (b.sequence ?? 0),
  )
  const waiting = { ...arrival, next, pending }
  return pending.length > maximumPending ? skipGap(waiting) : { arrival: waiting, arrived: [] }
}

function receiveEarlier(arrival: Arrival, reading: Reading, sequence: number): ArrivalStep {
  const hole = arrival.holes.find(([first, last]) => first <= sequence && sequence <= last)
  if (!hole) return { arrival, arrived: [{ kind: 'duplicate' }] }
  const rest: ReadonlyArray<readonly [number, number]> = [
    [hole[0], sequence - 1],
    [sequence + 1, hole[1]],
  ]
  const holes = arrival.holes.flatMap((other) =>
    other === hole ? rest.filter(([first, last]) => first <= last) : [other],
  )
  return { arrival: { ...arrival, holes }, arrived: [{ kind: 'late', reading }] }
}

/** Passes a reading that was expected, and whatever waited for it. */
function drain(arrival: Arrival, reading: Reading): ArrivalStep {
  if (arrival.pending.length === 0)
    return pass({ ...arrival, next: (reading.sequence ?? 0) + 1 }, [reading])
  const ready = [reading]
  let next = (reading.sequence ?? 0) + 1
  const pending = [...arrival.pending]
  while (pending[0]?.sequence === next) {
    ready.push(...pending.splice(0, 1))
    next += 1
  }
  return pass({ ...arrival, next, pending }, ready)
}

function skipGap(arrival: Arrival): ArrivalStep {
  const [first, ...rest] = arrival.pending
  if (!first) return { arrival, arrived: [] }
  const from = arrival.next ?? 0
  const to = first.sequence ?? 0
  const holes = from < to ? addHole(arrival.holes, [from, to - 1]) : arrival.holes
  return drain({ ...arrival, next: to, pending: rest, holes }, first)
}

/** When there are too many, the two oldest become one: what fell between them counts as late once more, never as lost. */
function addHole(holes: Arrival['holes'], hole: readonly [number, number]): Arrival['holes'] {
  if (holes.length < maximumHoles) return [...holes, hole]
  const [[first] = hole, [, last] = hole, ...rest] = holes
  return [[first, last], ...rest, hole]
}

/** Readings in sequence order that run back in event time are late: detectors must not see them. */
function pass(arrival: Arrival, readings: readonly Reading[]): ArrivalStep {
  let lastAt = arrival.lastAt
  const arrived = readings.map((reading): Arrived => {
    if (lastAt !== null && reading.at <= lastAt) return { kind: 'late', reading }
    lastAt = reading.at
    return { kind: 'in-order', reading }
  })
  return { arrival: { ...arrival, lastAt }, arrived }
}

function chain(first: ArrivalStep, second: ArrivalStep): ArrivalStep {
  return { arrival: second.arrival, arrived: [...first.arrived, ...second.arrived] }
}
