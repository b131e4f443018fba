import { toldByTime } from '#domain/policies/told-by-time.ts'

/** What a detector was taught about one sensor, as it travels with the readings. */
export interface Lesson {
  /** The anomaly it was given on. */
  readonly lesson: string
  readonly verdict: 'expected' | 'real'
  readonly by: string
  readonly detector: string
  /** Which side of what was expected; longer where only its length tells. */
  readonly direction: 'above' | 'below' | 'longer'
  /** How far what is expected goes, in the sensor's unit or in milliseconds; of what is real, how far it went. */
  readonly bound: number
  /** Minutes of the day in UTC, the end not included; it may lie behind midnight. Null: at any time. */
  readonly hours: { readonly from: number; readonly to: number } | null
  /** In event time, the end not included. */
  readonly from: number
  readonly until: number
}

export interface Excursion {
  readonly detector: string
  readonly at: number
  readonly value: number
  readonly expected: number
  /** When it began, where its length is what counts. */
  readonly onset?: number
}

export function directionOf({ detector, value, expected }: Excursion): Lesson['direction'] {
  if (toldByTime.has(detector)) return 'longer'
  return value >= expected ? 'above' : 'below'
}

const minuteMilliseconds = 60_000
const dayMinutes = 1_440

/** Same detector, same side, while the lesson holds and at its time of day. */
function isLike(lesson: Lesson, excursion: Excursion): boolean {
  return (
    lesson.detector === excursion.detector &&
    excursion.at >= lesson.from &&
    excursion.at < lesson.until &&
    lesson.direction === directionOf(excursion) &&
    isWithin(lesson.hours, excursion.at)
  )
}

export function isWithin(hours: Lesson['hours'], at: number): boolean {
  if (hours === null) return true
  const minute = minuteOfDay(at)
  return hours.from < hours.to
    ? minute >= hours.from && minute < hours.to
    : minute >= hours.from || minute < hours.to
}

export function minuteOfDay(at: number): number {
  return Math.floor(at / minuteMilliseconds) % dayMinutes
}

function reaches({ direction, bound }: Lesson, extent: number): boolean {
  return direction === 'below' ? extent >= bound : extent <= bound
}

/** How far it went, in the terms of its lessons. */
export function extentOf(excursion: Excursion): number {
  if (directionOf(excursion) !== 'longer') return excursion.value
  return excursion.at - (excursion.onset ?? excursion.at)
}

/** The lesson by which this is nothing to tell. */
export function expectedBy(lessons: readonly Lesson[], excursion: Excursion): Lesson | undefined {
  return lessons.find(
    (lesson) =>
      lesson.verdict === 'expected' &&
      isLike(lesson, excursion) &&
      reaches(lesson, extentOf(excursion)),
  )
}

/** How many lessons say that such a thing is real. */
export function countReal(lessons: readonly Lesson[], excursion: Excursion): number {
  return lessons.filter((lesson) => lesson.verdict === 'real' && isLike(lesson, excursion)).length
}

/** Whether one calls expected what the other calls real. */
export function contradicts(a: Lesson, b: Lesson): boolean {
  if (a.verdict === b.verdict || a.detector !== b.detector || a.direction !== b.direction)
    return false
  const [expected, real] = a.verdict === 'expected' ? [a, b] : [b, a]
  return reaches(expected, real.bound) && overlap(a.hours, b.hours)
}

function overlap(a: Lesson['hours'], b: Lesson['hours']): boolean {
  if (a === null || b === null) return true
  const at = (minute: number) => minute * minuteMilliseconds
  return isWithin(a, at(b.from)) || isWithin(b, at(a.from))
}
