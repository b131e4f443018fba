/** When a sensor was heard. Moments that may still be preceded by others wait; the rest are one by one. */
export interface Soundings {
  /** The newest moment before the watermark. */
  readonly heardAt: number | null
  /** Moments after the watermark, in order; of each interval the newest. */
  readonly ahead: readonly number[]
  /** How long it usually takes between readings, learnt: a recording may be sparser than the site file says. */
  readonly cadenceMilliseconds: number
}

export const noSoundings: Soundings = { heardAt: null, ahead: [], cadenceMilliseconds: 0 }

/** Whatever order readings come in, the same moments are kept. */
export function hear(soundings: Soundings, at: number, intervalMilliseconds: number): Soundings {
  const { heardAt, ahead } = soundings
  if (heardAt !== null && at <= heardAt) return soundings
  const interval = (moment: number) => Math.floor(moment / intervalMilliseconds)
  const newest = ahead.at(-1)
  if (newest === undefined || interval(at) > interval(newest))
    return { ...soundings, ahead: [...ahead, at] }
  const same = ahead.find((moment) => interval(moment) === interval(at)) ?? 0
  if (same >= at) return soundings
  const others = ahead.filter((moment) => moment !== same)
  return { ...soundings, ahead: [...others, at].sort((a, b) => a - b) }
}

/** The newest moment of all, waiting ones included. */
export function lastHeard({ heardAt, ahead }: Soundings): number {
  return ahead.at(-1) ?? heardAt ?? 0
}

/** A dropout stretches the cadence for a few readings only. */
const cadenceWeight = 0.2
const longestCadenceIntervals = 100

export function passSounding(
  soundings: Soundings,
  at: number,
  intervalMilliseconds: number,
): Soundings {
  const { heardAt, ahead, cadenceMilliseconds: cadence } = soundings
  const rest = ahead.filter((moment) => moment > at)
  if (heardAt === null) return { ...soundings, heardAt: at, ahead: rest }
  const interval = Math.min(longestCadenceIntervals * intervalMilliseconds, at - heardAt)
  const learnt = cadence === 0 ? interval : cadence + (interval - cadence) * cadenceWeight
  return { heardAt: at, ahead: rest, cadenceMilliseconds: learnt }
}
