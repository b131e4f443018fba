/** When a sensor was heard, and what it said. */
export type Sounding = readonly [at: number, value: number]

/** Moments that may still be preceded by others wait; the rest are passed one by one. */
export interface Soundings {
  /** The newest moment before the watermark. */
  readonly heardAt: number | null
  readonly heardValue: number
  /** Those after the watermark, in order; of each step the newest. */
  readonly ahead: readonly Sounding[]
  /** How long it usually takes between readings, learnt: a recording may be sparser than the site file says. */
  readonly cadenceMilliseconds: number
}

const longestStepMilliseconds = 1_000

/** Moments of one step are kept as one: enough to bound what is kept, too little to hide an order of arrival. */
export function stepOf(intervalMilliseconds: number): number {
  return Math.min(longestStepMilliseconds, intervalMilliseconds)
}

export const noSoundings: Soundings = {
  heardAt: null,
  heardValue: 0,
  ahead: [],
  cadenceMilliseconds: 0,
}

/** Whatever order readings come in, the same moments are kept. */
export function hear(
  soundings: Soundings,
  [at, value]: Sounding,
  intervalMilliseconds: number,
): Soundings {
  const { heardAt, ahead } = soundings
  if (heardAt !== null && at <= heardAt) return soundings
  const length = stepOf(intervalMilliseconds)
  const step = (moment: number) => Math.floor(moment / length)
  const newest = ahead.at(-1)
  if (newest === undefined || step(at) > step(newest[0]))
    return { ...soundings, ahead: [...ahead, [at, value]] }
  const same = ahead.find(([moment]) => step(moment) === step(at))
  if (same && same[0] >= at) return soundings
  const others = ahead.filter((sounding) => sounding !== same)
  const all: Sounding[] = [...others, [at, value]]
  return { ...soundings, ahead: all.sort(([a], [b]) => a - b) }
}

/** The newest moment of all, waiting ones included. */
export function lastHeard({ heardAt, ahead }: Soundings): number {
  return ahead.at(-1)?.[0] ?? heardAt ?? 0
}

/** A dropout stretches the cadence for a few readings only. */
const cadenceWeight = 0.2
const longestCadenceIntervals = 100

export function passSounding(
  soundings: Soundings,
  [at, heardValue]: Sounding,
  intervalMilliseconds: number,
): Soundings {
  const { heardAt, cadenceMilliseconds: cadence } = soundings
  const ahead = soundings.ahead.filter(([moment]) => moment > at)
  if (heardAt === null) return { ...soundings, heardAt: at, heardValue, ahead }
  const interval = Math.min(longestCadenceIntervals * intervalMilliseconds, at - heardAt)
  const learnt = cadence === 0 ? interval : cadence + (interval - cadence) * cadenceWeight
  return { heardAt: at, heardValue, ahead, cadenceMilliseconds: learnt }
}
