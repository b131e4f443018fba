import type { Departure } from './depart.ts'
import type { Group } from './group.ts'
import { decadesOf } from './student.ts'

export interface Judged extends Departure {
  /** How far out it is, in its own usual spread. */
  readonly out: number
  /** Minus the decimal logarithm of the chance that any of the cell's sensors is as far out. */
  readonly score: number
}

const hourMilliseconds = 3_600_000
const dayMilliseconds = 24 * hourMilliseconds
/** One in a million: a cell has half a million rows in a year at a row a minute. */
export const alarmScore = 6
/** One in a thousand: neither learnt nor calm. */
export const strangeScore = 3
/** Fewer swings from side to side say nothing about how far it swings. */
const leastSwings = 8
/** What has happened on two occasions is the cell's way: just not strange. */
const knownScore = 2.5
/** Twice as far out as on any two occasions alarms. */
const decadesPerDoubling = alarmScore - knownScore
/** The sun, the watering and people have all been round once, and once more to compare. */
const daysToSpeak = 2
/** Until a whole week and a day have been seen, a weekend or a Monday may be the first: twice the decades are asked. */
const daysToKnow = 8
const youngWeight = 0.5

export function judge(
  group: Group,
  departures: readonly Departure[],
  trust: number,
  looks: number,
): Judged[] {
  const several = Math.log10(Math.max(1, looks))
  return departures.map((departure) => {
    const { channel, doubt } = departure
    const { spread, swings, twice } = group.channels
    const usual = Math.sqrt((spread[channel] ?? 0) * doubt)
    const out = usual > 0 ? Math.abs(departure.departure) / usual : 0
    const freedom = swings[channel] ?? 0
    if (freedom < leastSwings) return { ...departure, out: 0, score: 0 }
    const decades = Math.min(decadesOf(out, freedom) - several, newnessOf(out, twice[channel] ?? 0))
    return { ...departure, out, score: trust * Math.max(0, decades) }
  })
}

/** In its first hour a world hardly turns, so minutes at a row a second are experience enough; then a day must pass. */
export function trustAt(age: number): number {
  if (age <= hourMilliseconds) return 1
  if (age < daysToSpeak * dayMilliseconds) return 0
  return age < daysToKnow * dayMilliseconds ? youngWeight : 1
}

/** The tail beyond what has been seen twice is taken for a heavy one, whatever the bulk looks like. */
function newnessOf(out: number, twice: number): number {
  return twice > 0 ? knownScore + decadesPerDoubling * Math.log2(out / twice) : Infinity
}
