import { type DailyProfile, hourMilliseconds, noProfile } from './daily-profile.ts'
import type { Look, Verdict } from './detector.ts'
import { noPeaks, type RarePeaks } from './rare-peaks.ts'
import { usualChances } from './rarity-chances.ts'
import { noWeek, type WeeklyCourse } from './weekly-course.ts'

/** What a sensor is remembered for. */
export interface Rarity {
  readonly count: number
  readonly firstAt: number
  readonly lastAt: number
  /** Milliseconds between readings. */
  readonly interval: number
  /** The first value; all others are distances from it, so that single precision is enough. */
  readonly origin: number
  readonly level: number
  /** Mean distance of the value from where it is expected. */
  readonly spread: number
  /** Means of the distance over some and over many readings; and of the value over the last few. */
  readonly some: number
  readonly many: number
  readonly recent: number
  readonly profile: DailyProfile
  readonly usesProfile: boolean
  readonly week: WeeklyCourse
  readonly usesWeek: boolean
  /** At which count it changed between level, profile and week: distances from one say nothing of the other. */
  readonly groundedAt: number
  /** When that was. */
  readonly groundedTime: number
  /** Mean distance of the value from the profile and from the level. */
  readonly profileError: number
  readonly levelError: number
  /** For how many readings it has been far off, negative below. */
  readonly aside: number
  /** Above and below, for each look. */
  readonly sides: readonly RarePeaks[]
  /** The rarest of the excursion that goes on, fading. */
  readonly fading: number
  /** Rarities that one in 10, 100, 1,000 and 10,000 readings reach. */
  readonly chances: readonly number[]
}

/** What `learn` need not reckon again; distances are from the origin. */
export interface RarityVerdict extends Verdict {
  /** By how many decades it is rarer than once in all that is remembered; told from `toldNovelty` on. */
  readonly novelty: number
  /** The same of the jump alone, whose tails are known within the hour; the other looks wander with the days. */
  readonly jumpNovelty: number
  /** Minus the logarithm of its chance as the peaks alone have it. */
  readonly raw: number
  /** The rarest of the looks, by its place; -1 while none can say anything. */
  readonly look: number
  readonly from: number
  readonly base: number
  readonly some: number
  readonly many: number
  readonly jump: number
}

const looks = ['value', 'some', 'many', 'jump'] as const satisfies readonly Look[]
/** Six weeks hold what comes once a month; of slow sensors that is too little to know a tail. */
const [memoryMilliseconds, leastMemoryReadings] = [42 * 86_400_000, 12_000]
/** Larger values meet no physics, and their squares no doubles. */
const farthest = 1e30

export const newRarity: Rarity = {
  count: 0,
  firstAt: 0,
  lastAt: 0,
  interval: 0,
  origin: 0,
  level: 0,
  spread: 0,
  some: 0,
  many: 0,
  recent: 0,
  profile: noProfile,
  usesProfile: false,
  week: noWeek,
  usesWeek: false,
  groundedAt: 0,
  groundedTime: 0,
  profileError: 0,
  levelError: 0,
  aside: 0,
  sides: new Array<RarePeaks>(2 * looks.length).fill(noPeaks),
  fading: 0,
  chances: usualChances,
}

export function bounded(value: number): number {
  return Math.max(-farthest, Math.min(farthest, value))
}

export function memoryReadings({ interval }: Rarity): number {
  return Math.max(leastMemoryReadings, memoryMilliseconds / Math.max(1, interval))
}

export function hourOf(state: Rarity, at: number): number {
  return Math.max(0, Math.floor((at - state.firstAt) / hourMilliseconds))
}

/** Whether nothing has ever gone beyond what the sensor resolves. */
export function isStill({ sides }: Rarity): boolean {
  return sides.every(({ peaks, current }) => peaks.length === 0 && current === 0)
}

/** Peaks older than the memory, in hours since the first reading. */
export function oldestHour(state: Rarity, hour: number): number {
  return hour - (memoryReadings(state) * state.interval) / hourMilliseconds
}

/** The tails of sixty readings are known to a factor of two; a day's course shows on the third day. */
export const readingsToKnow = 60
const millisecondsToKnow = 3 * 24 * hourMilliseconds

/** How far its learning is, 0 to 1: all is known once it knows what a day brings. */
export function learnedShare({ count, firstAt, lastAt }: Rarity): number {
  return Math.min(1, count / readingsToKnow, (lastAt - firstAt) / millisecondsToKnow)
}
