import { coarse } from './rounded.ts'

/**
 * The largest excursions to one side that a quantity made, one peak each: what is rare is told by them alone.
 * Peaks over a threshold of separate clusters, as in the statistics of extremes (Davison and Smith 1990).
 */
export interface RarePeaks {
  /** Largest first. */
  readonly peaks: readonly number[]
  /** In hours since the sensor's first reading, when each was over. */
  readonly hours: readonly number[]
  /** From here on a distance would be told; 0 while there is no peak. */
  readonly reach: number
  /** The excursion that goes on: its peak so far, 0 where there is none; by count of readings since when, and last. */
  readonly current: number
  readonly since: number
  readonly lastAt: number
}

export const noPeaks: RarePeaks = {
  peaks: [],
  hours: [],
  reach: 0,
  current: 0,
  since: 0,
  lastAt: 0,
}

/** Six tell the tail's slope within a factor of two; more would be no tail any more in a fortnight's readings. */
const peaksKept = 6
/**
 * How fast tails fall off, as the mean logarithm of peak over threshold: 0.15 lies between Gaussian noise (0.1) and
 * the lightest power laws met in nature (0.3). It counts as two peaks until the sensor's own say otherwise.
 */
const [usualSlope, usualSlopeWeight] = [0.15, 2]
/** Tails lighter than those of Gaussian noise are bounds, and a step beyond a bound is no wonder by itself. */
const lightestSlope = 0.1
/** Readings apart that are separate excursions: a flicker within five readings is one. */
const readingsApart = 6
/** What goes on for so long is taken for an excursion of its own, so that a new level becomes an old one. */
const longestExcursion = 100
/** Beyond half of the least peak kept it is an excursion: what stays below can never become a peak. */
const excursionShare = 0.5
/** No value lies farther. */
const farthestReach = 2e30
const fadingHours = 7 * 24
/** Told is what is expected less than once in two memories: then most of what is told has a cause. */
export const toldNovelty = Math.log10(2)

/** Looked up, for it is asked with every reading. */
const decadesByCount = Array.from({ length: peaksKept + 1 }, (_, count) =>
  Math.log10(Math.max(1, count)),
)

/** In decades, how many peaks there are; none counts as one. */
export function decadesKept({ peaks }: RarePeaks): number {
  return decadesByCount[peaks.length] ?? 0
}

/** By how many decades a distance is rarer than once in all that is remembered. */
export function noveltyOf(memory: RarePeaks, distance: number, resolution: number): number {
  const kept = decadesKept(memory)
  const ratio = (distance - resolution) / (leastOf(memory) + resolution)
  if (ratio <= 1) return -kept
  return Math.log10(ratio) / slopeOf(memory.peaks, resolution) - kept
}

/** Where no excursion is over yet, the one that goes on is all there is. */
export function leastOf({ peaks, current }: RarePeaks): number {
  return peaks[peaks.length - 1] ?? current
}

/** Hill's estimate of the tail's slope, drawn towards the usual one. */
function slopeOf(peaks: readonly number[], resolution: number): number {
  if (peaks.length === 0) return usualSlope
  const least = (peaks[peaks.length - 1] ?? 0) + resolution
  let sum = usualSlope * usualSlopeWeight
  for (let at = 0; at < peaks.length - 1; at += 1)
    sum += Math.log(((peaks[at] ?? 0) + resolution) / least)
  return Math.max(lightestSlope, sum / (peaks.length - 1 + usualSlopeWeight))
}

function reachOf(peaks: readonly number[], resolution: number): number {
  if (peaks.length === 0) return 0
  const least = (peaks[peaks.length - 1] ?? 0) + resolution
  const decades = (toldNovelty + Math.log10(peaks.length)) * slopeOf(peaks, resolution)
  return coarse(Math.min(farthestReach, least * 10 ** decades + resolution))
}

/** Takes in one reading's distance to this side, 0 where it lies to the other. */
export function learnDistance(
  memory: RarePeaks,
  distance: number,
  count: number,
  hour: number,
  resolution: number,
): RarePeaks {
  const isOut =
    distance > resolution &&
    distance > excursionShare * (memory.peaks[memory.peaks.length - 1] ?? 0)
  if (memory.current === 0) return isOut ? begin(memory, distance, count) : memory
  if (count - memory.lastAt > readingsApart) {
    const over = remember(memory, hour, resolution)
    return isOut ? begin(over, distance, count) : over
  }
  return isOut ? goOn(memory, distance, count, hour, resolution) : memory
}

function goOn(
  memory: RarePeaks,
  distance: number,
  count: number,
  hour: number,
  resolution: number,
): RarePeaks {
  if (count - memory.since > longestExcursion)
    return begin(remember(memory, hour, resolution), distance, count)
  // Half of the readings that set excursions apart is near enough, and spares most of the copies.
  const farthest = distance <= memory.current ? memory.current : coarse(distance)
  if (farthest <= memory.current && count - memory.lastAt < readingsApart / 2) return memory
  const { peaks, hours, reach, current, since } = memory
  return { peaks, hours, reach, current: Math.max(current, farthest), since, lastAt: count }
}

function begin(memory: RarePeaks, distance: number, count: number): RarePeaks {
  return { ...memory, current: coarse(distance), since: count, lastAt: count }
}

function remember(memory: RarePeaks, hour: number, resolution: number): RarePeaks {
  const { current } = memory
  const rank = memory.peaks.findIndex((peak) => peak < current)
  const place = rank < 0 ? memory.peaks.length : rank
  if (place >= peaksKept) return { ...memory, current: 0 }
  const peaks = memory.peaks.toSpliced(place, 0, current).slice(0, peaksKept)
  const hours = memory.hours.toSpliced(place, 0, hour).slice(0, peaksKept)
  return { ...memory, peaks, hours, reach: reachOf(peaks, resolution), current: 0 }
}

/**
 * Fades peaks that were over before an hour: by half a week after week. Six that came together would be forgotten
 * together, and whatever came next would be the first ever.
 */
export function forgetPeaks(memory: RarePeaks, before: number, resolution: number): RarePeaks {
  if (memory.hours.every((hour) => hour >= before)) return memory
  const faded = memory.hours
    .map((hour, at) => ({ hour, peak: memory.peaks[at] ?? 0 }))
    .map((one) =>
      one.hour >= before ? one : { hour: one.hour + fadingHours, peak: coarse(one.peak / 2) },
    )
    .filter(({ peak }) => peak > resolution)
    .sort((one, other) => other.peak - one.peak)
  const peaks = faded.map(({ peak }) => peak)
  const hours = faded.map(({ hour }) => hour)
  return { ...memory, peaks, hours, reach: reachOf(peaks, resolution) }
}

/** All distances become so many times as large. */
export function scalePeaks(memory: RarePeaks, times: number): RarePeaks {
  const { peaks, reach, current } = memory
  return {
    ...memory,
    peaks: peaks.map((peak) => coarse(peak * times)),
    reach: coarse(reach * times),
    current: coarse(current * times),
  }
}
