import {
  betweenHours,
  hourMilliseconds,
  isKnown,
  isSeen,
  learnHour,
  movedBy,
  valueAt,
} from './daily-profile.ts'
import type { Measure, Observation } from './detector.ts'
import { forgetPeaks, learnDistance, noPeaks, type RarePeaks, scalePeaks } from './rare-peaks.ts'
import { fade, learnChances } from './rarity-chances.ts'
import {
  bounded,
  hourOf,
  newRarity,
  oldestHour,
  type Rarity,
  type RarityVerdict,
} from './rarity-state.ts'
import { rounded } from './rounded.ts'
import { baseWithoutWeek, scoreRarity } from './score-rarity.ts'
import {
  comparedReadings,
  compareWeek,
  isCompared,
  isUsable,
  learnWeek,
  valueInWeek,
  type WeeklyCourse,
} from './weekly-course.ts'

/** The level follows within 200 readings: slower than what is to be told, faster than seasons. */
const levelReadings = 200
const spreadReadings = 1_000
/** A reading teaches as much as one at six mean distances: what Gaussian noise brings once in a million. */
const teachingSpreads = 6
/** Two readings a hundred times nearer to each other than to the first. */
const wildTimes = 100
/** The first readings say where the level is, however far they lie. */
const readingsToBegin = 20
/** A day's course must explain a third of what the level leaves, or it is none; once it does, anything. */
const [profileShare, profileHysteresis] = [0.65, 1.5]
/** By day the level may be better and by night the profile: they are compared over whole days. */
const comparedMilliseconds = 3 * 24 * 3_600_000
/** Three mean distances off for 300 readings: that is the level now. */
const [asideSpreads, backSpreads, asideReadings] = [3, 1.5, 300]
/** A pause is no interval. */
const [intervalReadings, longestStep] = [16, 4]
/** The last few readings, from which a jump is told. */
const recentReadings = 3
/** Those of value, some and many; a jump has no ground. */
const groundedSides = 6
/** Peaks are looked through for old ones now and then. */
const forgettingReadings = 100

export function learnRarity(
  state: Rarity,
  { at, value }: Observation,
  measure: Measure,
  said: RarityVerdict,
): Rarity {
  if (state.count === 0) return begin(at, value)
  if (state.count === 2 && wasWild(state, said, measure))
    return learnFromSecond(state, { at, value }, measure)
  const learned = learnCourse(state, at, said, measure)
  return learnGround(moveLevel(learned, said), at)
}

function begin(at: number, value: number): Rarity {
  return {
    ...newRarity,
    count: 1,
    firstAt: at,
    lastAt: at,
    groundedTime: at,
    origin: bounded(value),
  }
}

/** As if the second reading had been the first. */
function learnFromSecond(state: Rarity, observation: Observation, measure: Measure): Rarity {
  const second = begin(state.lastAt, state.origin + 2 * state.level)
  return learnRarity(second, observation, measure, scoreRarity(second, observation, measure))
}

/** A sensor that wakes up with a wild value: measured from there all others would look alike. */
function wasWild({ level }: Rarity, { from }: RarityVerdict, { resolution }: Measure): boolean {
  // The level of two readings lies half-way between them.
  const second = 2 * level
  return Math.abs(second) > wildTimes * (Math.abs(from - second) + resolution)
}

/** Field by field, for it happens to every reading. */
function learnCourse(
  state: Rarity,
  at: number,
  said: RarityVerdict,
  { resolution }: Measure,
): Rarity {
  const { count, level, spread, recent } = state
  const x = said.from
  const most =
    count < readingsToBegin ? Number.POSITIVE_INFINITY : teachingSpreads * (spread + resolution)
  const between = betweenHours(at)
  const isSeenHour = isSeen(state.profile, between)
  const ofProfile = isSeenHour ? Math.abs(x - valueAt(state.profile, between)) : 0
  const taught = Math.max(-most, Math.min(most, x - level))
  const distance = Math.min(Math.abs(x - said.base), most)
  const share = Math.min(count + 1, spreadReadings)
  const compared = Math.max(spreadReadings, comparedMilliseconds / Math.max(1, state.interval))
  const error = isSeenHour ? 1 / Math.min(count + 1, compared) : 0
  return {
    count: count + 1,
    firstAt: state.firstAt,
    lastAt: at,
    interval: intervalAfter(state, at),
    origin: state.origin,
    level: rounded(level + taught / Math.min(count + 1, levelReadings)),
    spread: rounded(spread + (distance - spread) / share),
    some: rounded(said.some),
    many: rounded(said.many),
    recent: rounded(said.jump === 0 ? x : recent + said.jump / recentReadings),
    profile: learnHour(state.profile, at, x, most, state.usesWeek ? said.base : null),
    usesProfile: state.usesProfile,
    week: learnWeekly(state, at, said, most),
    usesWeek: state.usesWeek,
    groundedAt: state.groundedAt,
    groundedTime: state.groundedTime,
    profileError: rounded(
      state.profileError + (Math.min(ofProfile, most) - state.profileError) * error,
    ),
    levelError: rounded(state.levelError + (Math.abs(taught) - state.levelError) * error),
    aside: state.aside,
    sides: learnSides(state, at, said, resolution),
    fading: fade(state.fading, said.raw),
    chances:
      said.score === null ? state.chances : learnChances(state.chances, said.raw, state.fading),
  }
}

/** Once an hour it learns, and from the second week on one reading an hour tells what it is worth. */
function learnWeekly(
  state: Rarity,
  at: number,
  { from }: RarityVerdict,
  most: number,
): WeeklyCourse {
  const { profile, interval } = state
  const hour = Math.floor(at / hourMilliseconds)
  if (hour === profile.hour) return state.week
  const week = learnWeek(state.week, profile, hour, levelReadings * interval)
  const inWeek = isCompared(state.week, at) ? valueInWeek(state.week, profile, at) : null
  if (inWeek === null) return week
  const distance = Math.min(Math.abs(from - inWeek), most)
  const otherDistance = Math.min(Math.abs(from - baseWithoutWeek(state, at)), most)
  return compareWeek(week, distance, otherDistance, comparedReadings(week, at, interval))
}

function intervalAfter({ interval, lastAt, count }: Rarity, at: number): number {
  const step = at - lastAt
  if (count === 1) return rounded(step)
  const taught = Math.min(step, longestStep * interval) - interval
  return rounded(interval + taught / Math.min(count, intervalReadings))
}

function learnSides(
  state: Rarity,
  at: number,
  { from, base, some, many, jump }: RarityVerdict,
  resolution: number,
): readonly RarePeaks[] {
  if (state.count < readingsToBegin) return state.sides
  const hour = hourOf(state, at)
  const sides =
    state.count % forgettingReadings === 0 ? forgetOld(state, hour, resolution) : state.sides
  const next = { sides, isOwn: sides !== state.sides }
  learnLook(next, 0, from - base, state.count, hour, resolution)
  learnLook(next, 2, some, state.count, hour, resolution)
  learnLook(next, 4, many, state.count, hour, resolution)
  learnLook(next, 6, jump, state.count, hour, resolution)
  return next.sides
}

function forgetOld(state: Rarity, hour: number, resolution: number): readonly RarePeaks[] {
  const before = oldestHour(state, hour)
  return before <= 0
    ? state.sides
    : state.sides.map((side) => forgetPeaks(side, before, resolution))
}

interface NextSides {
  sides: readonly RarePeaks[]
  /** Whether they have been copied for this reading. */
  isOwn: boolean
}

/** Both sides of one look: what lies above is at rest below. */
function learnLook(
  next: NextSides,
  place: number,
  distance: number,
  count: number,
  hour: number,
  resolution: number,
): void {
  const [above, below] = [next.sides[place] ?? noPeaks, next.sides[place + 1] ?? noPeaks]
  const up = learnDistance(above, rounded(Math.max(0, distance)), count, hour, resolution)
  const down = learnDistance(below, rounded(Math.max(0, -distance)), count, hour, resolution)
  if (up === above && down === below) return
  const sides = (next.isOwn ? next.sides : next.sides.slice()) as RarePeaks[]
  sides[place] = up
  sides[place + 1] = down
  next.sides = sides
  next.isOwn = true
}

/** Where it stays far off, that is where it is now: told, then taken as it is. */
function moveLevel(state: Rarity, { from, base, some }: RarityVerdict): Rarity {
  const { spread, aside } = state
  const distance = from - base
  const sign = distance < 0 ? -1 : 1
  const isSameSide = aside === 0 || Math.sign(aside) === sign
  const isFar = Math.min(Math.abs(distance), Math.abs(some)) > asideSpreads * spread
  if (isSameSide && isFar)
    return Math.abs(aside) < asideReadings
      ? { ...state, aside: aside + sign }
      : { ...movedTo(state, some), aside: 0 }
  const isOver = aside !== 0 && (!isSameSide || Math.abs(some) < backSpreads * spread)
  return isOver ? { ...state, aside: 0 } : state
}

function movedTo(state: Rarity, distance: number): Rarity {
  const level = rounded(state.level + distance)
  const profile = movedBy(state.profile, distance)
  return { ...state, level, profile, week: weekMovedBy(state, distance), some: 0, many: 0 }
}

/** A week that is in use has moved with the rest; one that is still learnt is told apart from a move. */
function weekMovedBy({ week, usesWeek }: Rarity, distance: number): WeeklyCourse {
  return usesWeek ? week : { ...week, moved: rounded(week.moved + distance) }
}

/** Chooses between level and profile, and begins anew with the distances where the choice changes. */
function learnGround(before: Rarity, at: number): Rarity {
  const state = learnWeeklyGround(before, at)
  if (!isKnown(state.profile, betweenHours(at))) return state
  const usesProfile = isBetter(state.profileError, state.levelError, state.usesProfile)
  if (usesProfile === state.usesProfile) return state
  if (state.usesWeek) return { ...state, usesProfile }
  const sides = state.sides.map((side, index) => (index < groundedSides ? noPeaks : side))
  return { ...state, usesProfile, groundedAt: state.count, groundedTime: at, sides }
}

/** A week is learnt for weeks: of the distances to it is known how much smaller they are, so none is forgotten. */
function learnWeeklyGround(state: Rarity, at: number): Rarity {
  const { error, otherError } = state.week
  const isLearnt = isUsable(state.week, at, state.interval)
  const usesWeek = isLearnt && isBetter(error, otherError, state.usesWeek)
  if (usesWeek === state.usesWeek) return state
  const times = usesWeek ? error / otherError : otherError / error
  const sides = state.sides.map((side, index) =>
    index < groundedSides ? scalePeaks(side, times) : side,
  )
  const spread = rounded(state.spread * times)
  return { ...state, usesWeek, groundedTime: at, spread, some: 0, many: 0, sides }
}

function isBetter(error: number, otherError: number, isUsed: boolean): boolean {
  return error < otherError * (isUsed ? profileShare * profileHysteresis : profileShare)
}
