import { betweenHours, isKnown, valueAt } from './daily-profile.ts'
import type { Measure, Observation } from './detector.ts'
import { decadesKept, leastOf, noPeaks, noveltyOf, type RarePeaks } from './rare-peaks.ts'
import { chanceOf, chanceOfMore, isNews } from './rarity-chances.ts'
import {
  bounded,
  isStill,
  memoryReadings,
  type Rarity,
  type RarityVerdict,
  readingsToKnow,
} from './rarity-state.ts'
import { valueInWeek } from './weekly-course.ts'

/** Readings behind the means of some and of many: an hour's and a watch's at a few minutes. */
const [someReadings, manyReadings] = [8, 32]
/** Of one spike the means see twice what has been seen before: what they tell must last. */
const [clipTimes, clipSpreads] = [2, 4]
/** Readings after a pause do not follow those before it. */
const pauseIntervals = 8
const mostDecades = 12
/** Decades: enough to call somebody, less than what is told as major. */
const mostOfFirst = 4

export function scoreRarity(
  state: Rarity,
  { at, value }: Observation,
  measure: Measure,
): RarityVerdict {
  const from = state.count === 0 ? 0 : bounded(value) - state.origin
  const base = baseAt(state, at)
  const distance = from - base
  const isPaused = state.interval > 0 && at - state.lastAt > pauseIntervals * state.interval
  const taken = clipped(state, distance)
  const some = isPaused ? 0 : state.some + (taken - state.some) / someReadings
  const many = isPaused ? 0 : state.many + (taken - state.many) / manyReadings
  const jump = isPaused ? 0 : from - state.recent
  return judge(state, measure, from, base, some, many, jump)
}

function baseAt(state: Rarity, at: number): number {
  const inWeek = state.usesWeek ? valueInWeek(state.week, state.profile, at) : null
  return inWeek ?? baseWithoutWeek(state, at)
}

/** What the level and the day's course alone would say. */
export function baseWithoutWeek(state: Rarity, at: number): number {
  if (!state.usesProfile) return state.level
  const between = betweenHours(at)
  return isKnown(state.profile, between) ? valueAt(state.profile, between) : state.level
}

function clipped({ sides, spread, count }: Rarity, distance: number): number {
  if (count < readingsToKnow) return distance
  const known = sides[distance < 0 ? 1 : 0]?.peaks[0] ?? 0
  const most = clipTimes * Math.max(clipSpreads * spread, known)
  return Math.max(-most, Math.min(most, distance))
}

function judge(
  state: Rarity,
  measure: Measure,
  from: number,
  base: number,
  some: number,
  many: number,
  jump: number,
): RarityVerdict {
  const memory = memoryReadings(state)
  const all = Math.min(state.count, memory)
  const own = Math.min(state.count - state.groundedAt, memory)
  const ofAll = Math.log10(all + 1)
  const { resolution } = measure
  const unknown = Number.NEGATIVE_INFINITY
  const best = { look: -1, novelty: unknown, jumpNovelty: unknown, raw: 0 }
  if (own >= readingsToKnow) {
    const readings = own === all ? ofAll : Math.log10(own + 1)
    look(best, state, 0, from - base, readings, resolution)
    if (goesOn(from - base, some)) look(best, state, 1, some, readings, resolution)
    if (goesOn(from - base, many)) look(best, state, 2, many, readings, resolution)
  }
  if (all >= readingsToKnow) best.jumpNovelty = look(best, state, 3, jump, ofAll, resolution)
  return verdictOf(state, measure, best, from, base, some, many, jump)
}

/** A mean tells of what still goes on: half of it at least shows in the value itself. */
function goesOn(distance: number, mean: number): boolean {
  return mean < 0 ? distance <= mean / 2 : distance >= mean / 2
}

interface Best {
  look: number
  novelty: number
  jumpNovelty: number
  raw: number
}

/** How novel it is by this look; kept where it is the rarest so far. */
function look(
  best: Best,
  state: Rarity,
  place: number,
  distance: number,
  readings: number,
  resolution: number,
): number {
  const memory = state.sides[2 * place + (distance < 0 ? 1 : 0)] ?? noPeaks
  const raw =
    memory.peaks.length === 0 && isStill(state)
      ? firstLeap(Math.abs(distance), readings, resolution)
      : rarityOf(memory, Math.abs(distance), readings, resolution)
  const novelty = raw - readings
  if (novelty <= best.novelty) return novelty
  best.look = place
  best.novelty = novelty
  best.raw = raw
  return novelty
}

/** What never moved is not known to leap at all; and yet the first rain is no reason for an alarm of the highest kind. */
function firstLeap(distance: number, readings: number, resolution: number): number {
  return (
    readings + Math.min(mostOfFirst, Math.max(-readings, noveltyOf(noPeaks, distance, resolution)))
  )
}

/** Below the least peak that is kept, a chance is only told apart, not known. */
function rarityOf(
  memory: RarePeaks,
  distance: number,
  readings: number,
  resolution: number,
): number {
  const least = leastOf(memory)
  if (least === 0) return 0
  if (distance <= least) return (distance / least) * Math.max(0, readings - decadesKept(memory))
  return Math.min(mostDecades, readings + noveltyOf(memory, distance, resolution))
}

function verdictOf(
  state: Rarity,
  { min, max }: Measure,
  { look: place, novelty, jumpNovelty, raw }: Best,
  from: number,
  base: number,
  some: number,
  many: number,
  jump: number,
): RarityVerdict {
  const { origin, recent } = state
  const farthest = max - min
  let low = Math.max(base - reachOf(state, 1, farthest), recent - reachOf(state, 7, farthest))
  let high = Math.min(base + reachOf(state, 0, farthest), recent + reachOf(state, 6, farthest))
  const isNewLevel = low > high
  // There, where the value itself and where its jump would not be told exclude one another.
  if (isNewLevel) {
    low = base - reachOf(state, 1, farthest)
    high = base + reachOf(state, 0, farthest)
  }
  const expected = isNewLevel ? base : Math.max(low, Math.min(high, recent))
  const isKnowing = place >= 0
  return {
    score: isKnowing ? chanceHere(state, raw) : null,
    expected: isKnowing ? origin + expected : null,
    low: isKnowing ? origin + low : null,
    high: isKnowing ? origin + high : null,
    novelty,
    jumpNovelty,
    raw,
    look: place,
    from,
    base,
    some,
    many,
    jump,
  }
}

function chanceHere({ chances, fading }: Rarity, raw: number): number {
  return isNews(raw, fading) ? chanceOf(raw, chances) : chanceOfMore(raw, chances)
}

/** Where nothing has gone to that side yet, nobody knows what is far. */
export function reachOf({ sides }: Rarity, side: number, farthest: number): number {
  const reach = sides[side]?.reach ?? 0
  return reach === 0 ? farthest : reach
}
