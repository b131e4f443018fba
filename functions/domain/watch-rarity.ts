import type { Measure } from './detect/detector.ts'
import { toldNovelty } from './detect/rare-peaks.ts'
import { rarity } from './detect/rarity.ts'
import { chanceOf } from './detect/rarity-chances.ts'
import { isStill, type Rarity, type RarityVerdict } from './detect/rarity-state.ts'
import { reachOf } from './detect/score-rarity.ts'
import type { EpisodePolicy } from './episode.ts'
import type { Row } from './reading.ts'
import type { Sensor } from './sensor.ts'
import type { SensorState } from './sensor-state.ts'
import type { Severity } from './severity.ts'
import { type WatchStep, watchSensor } from './watch-sensor.ts'
import { formatChance, formatClock, formatValue } from './words.ts'

/** Decades beyond what was ever seen. In a first day lamps and valves are switched for the first time, too. */
const [warningNovelty, majorNovelty, youngNovelty] = [2, 5, 6]
/** In 50,000 clean sensor-hours nothing wandered farther than 2.6 times. */
const [warningTimes, majorTimes] = [3, 6]
/** One in 500 at least: while less is known nothing is rare. */
const leastRarity = 2.7
/** Nor is what its own sentence would call common: one in 100. */
const leastChance = 2
/** Calm is what has been seen as far out before. */
const calmNovelty = 0
/** Half as long as the mean of many readings reaches: what comes back within that is the same. */
const calmReadings = 16
/** Before it has seen a day it does not know what a day brings: only leaps far beyond all are told. */
const dayMilliseconds = 86_400_000
const daysToCall = 3
const youngTold = 3

const quietUntilTold: WatchStep['told'] = []

/** Nearly every reading is as usual, and nothing is reckoned for it. */
export function watchRarity(
  state: SensorState,
  before: Rarity,
  row: Row,
  said: RarityVerdict,
  sensor: Sensor,
  frame: string,
  isInstructed = false,
): WatchStep {
  const isQuiet = state.watches.surprise.episode.state === 'quiet' && !isInstructed
  if (row.score === null || row.expected === null || row.low === null || row.high === null)
    return { state, told: quietUntilTold }
  const heard = isYoung(before, row.at) ? jumpOf(said) : said
  if (isQuiet && (heard.novelty < leastNovelty(before, row.at) || heard.raw < leastRarity))
    return { state, told: quietUntilTold }
  return watchSensor(state, 'surprise', sensor, {
    detector: rarity.name,
    detectorVersion: rarity.version,
    at: row.at,
    score: chanceOf(heard.raw, before.chances),
    value: row.value,
    expected: row.expected,
    low: row.low,
    high: row.high,
    severity: severityOf(before, row.at, said, sensor),
    frame,
    usual: policyOf(before, row.at, heard),
    escalates: true,
    reason: () => reasonOf(before, row, heard, sensor),
  })
}

/**
 * Nobody is called for what is merely rare. A jump is known within the hour, so one that comes less than once in a
 * hundred memories calls; how far a value wanders shows after days, so it must be three times as far as ever before.
 */
function severityOf(before: Rarity, at: number, said: RarityVerdict, measure: Measure): Severity {
  if (isYoung(before, at)) return said.jumpNovelty >= youngNovelty ? 'warning' : 'info'
  const isGrounded = at - before.groundedTime >= daysToCall * dayMilliseconds
  const times = isGrounded ? timesFarthest(before, said, measure) : 0
  // What never moved cannot have wandered: whatever it does is a leap.
  const jumped = isStill(before) ? said.novelty : said.jumpNovelty
  if (jumped >= majorNovelty || times >= majorTimes) return 'major'
  return jumped >= warningNovelty || times >= warningTimes ? 'warning' : 'info'
}

/** How many times as far as the farthest that is remembered, in the look where that is most. */
function timesFarthest(before: Rarity, said: RarityVerdict, { resolution }: Measure): number {
  const distances = [said.from - said.base, said.some, said.many]
  const times = distances.map((distance, place) => {
    const farthest = before.sides[2 * place + (distance < 0 ? 1 : 0)]?.peaks[0]
    return farthest === undefined ? 0 : Math.abs(distance) / (farthest + resolution)
  })
  return Math.max(...times)
}

function isYoung({ firstAt }: Rarity, at: number): boolean {
  return at - firstAt < dayMilliseconds
}

/** What it says of a jump alone. */
function jumpOf(said: RarityVerdict): RarityVerdict {
  const { raw, novelty, jumpNovelty } = said
  return { ...said, look: 3, novelty: jumpNovelty, raw: Math.max(0, raw - novelty + jumpNovelty) }
}

function leastNovelty(before: Rarity, at: number): number {
  return isYoung(before, at) ? youngTold : toldNovelty
}

/** What is told depends on how much is remembered: what comes less than once in two memories. */
function policyOf(before: Rarity, now: number, { raw, novelty }: RarityVerdict): EpisodePolicy {
  const once = raw - novelty
  const at = (beyond: number) => chanceOf(Math.max(leastRarity, once + beyond), before.chances)
  const told = Math.max(leastChance, at(leastNovelty(before, now)))
  return {
    immediate: told,
    sustained: told,
    holdReadings: 1,
    calm: isYoung(before, now) ? told : at(calmNovelty),
    calmMilliseconds: calmReadings * before.interval,
  }
}

function reasonOf(before: Rarity, row: Row, said: RarityVerdict, sensor: Sensor): string {
  const { name, resolution, unit } = sensor
  const chance = `a chance of ${formatChance(chanceOf(said.raw, before.chances))}`
  const show = (value: number) => formatValue(value, resolution, '')
  const fitting = fittingOf(before, said, sensor, show)
  const now = `${formatValue(row.value, resolution, unit)} at ${formatClock(row.at)}`
  const fits = `fits ${groundOf(before)}`
  if (said.look === 3)
    return `${name} went from ${show(before.origin + before.recent)} to ${now}; ${fitting} would have been usual after that; ${chance}.`
  if (said.look === 0) return `${name} ${now}; ${fitting} ${fits}; ${chance}.`
  const mean = before.origin + said.base + (said.look === 1 ? said.some : said.many)
  const readings = said.look === 1 ? 8 : 32
  return `${name} ${now}, ${show(mean)} on average over about ${readings} readings; ${fitting} ${fits}; ${chance}.`
}

function groundOf({ usesWeek, usesProfile }: Rarity): string {
  if (usesWeek) return 'this time of the week, going by the last weeks'
  return usesProfile ? 'this time of day, going by the last week' : 'the readings before'
}

/** Within this the look that was the rarest would have told nothing; on a side to which nothing ever went nobody knows. */
function fittingOf(
  before: Rarity,
  { look, base }: RarityVerdict,
  { min, max }: Measure,
  show: (value: number) => string,
): string {
  const centre = before.origin + (look === 3 ? before.recent : base)
  const place = 2 * Math.max(0, look)
  const [above, below] = [reachOf(before, place, 0), reachOf(before, place + 1, 0)]
  const low = show(Math.max(min, centre - below))
  const high = show(Math.min(max, centre + above))
  if (above === 0 && below === 0) return `${show(centre)} alone`
  if (above === 0) return `${low} or more`
  return below === 0 ? `up to ${high}` : `${low} to ${high}`
}
