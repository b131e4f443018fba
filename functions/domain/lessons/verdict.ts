import * as z from 'zod'
import type { Anomaly } from '#domain/anomaly.ts'
import type { Sensor } from '#domain/sensor.ts'
import { directionOf, type Excursion, extentOf, type Lesson, minuteOfDay } from './lesson.ts'

/** What a person said of an anomaly, and what its detector learnt from it. */
export const Verdict = z
  .object({
    schemaVersion: z.literal(1),
    anomaly: z.string(),
    sensor: z.string(),
    detector: z.string(),
    version: z.number().int(),
    verdict: z.enum(['expected', 'real']),
    by: z.string(),
    comment: z.string(),
    /** When it was said, by the clock. */
    at: z.number().int(),
    /** Null where the detector has nothing to learn: a policy's limit is a policy's. */
    like: z
      .object({
        direction: z.enum(['above', 'below', 'longer']),
        bound: z.number(),
        hours: z.object({ from: z.number().int(), to: z.number().int() }).nullable(),
        from: z.number().int(),
        until: z.number().int(),
      })
      .nullable(),
    state: z.discriminatedUnion('status', [
      z.object({ status: z.literal('standing') }),
      z.object({ status: z.literal('taken-back'), by: z.string(), at: z.number().int() }),
    ]),
  })
  .meta({ id: 'Verdict' })
export type Verdict = z.infer<typeof Verdict>

/** A quarter of a year: what was usual in spring need not be in autumn. */
export const lessonMilliseconds = 90 * 86_400_000
/** Whoever teaches more needs a policy. The newest hold. */
export const lessonsKept = 16
/** Those taken back are at hand for readings from before. */
const takenBackKept = 4

/** A tenth beyond what somebody saw and called fine is the same thing to them. */
const slackShare = 0.1
/** And two steps of the sensor, which it cannot tell apart from noise. */
const slackSteps = 2
/** A shift's routine begins within two hours of its time. */
const aroundMinutes = 120
/** One at the same hour may be chance, two more are a habit: by chance 1 in 36. */
const habitOccasions = 3
const dayMinutes = 1_440
const dayMilliseconds = 86_400_000

export interface Taught {
  readonly verdict: Verdict['verdict']
  readonly anomaly: Anomaly
  /** The sensor's anomalies of the last quarter, for when in the day such things happen. */
  readonly others: readonly Anomaly[]
  readonly sensor: Pick<Sensor, 'resolution' | 'min' | 'max'>
  /** The newest moment its cell knows of: until then it has lasted, if it goes on. */
  readonly clock: number
  /** Event time from which on it holds. */
  readonly from: number
}

/** What "the like" is. Null: nothing that could be learnt. */
export function likeOf(taught: Taught): Verdict['like'] {
  const { anomaly, others, clock, from } = taught
  if (unteachable.has(anomaly.detector)) return null
  const excursion = excursionOf(anomaly, clock)
  const direction = directionOf(excursion)
  const bound = boundOf(taught, excursion, direction)
  const hours = habitualHours(anomaly, others)
  return { direction, bound, hours, from, until: from + lessonMilliseconds }
}

function boundOf(
  { verdict, anomaly, sensor }: Taught,
  excursion: Excursion,
  direction: Lesson['direction'],
): number {
  const isLength = direction === 'longer'
  const step = isLength ? minuteMilliseconds : sensor.resolution
  const extent = extentOf(excursion)
  const reach = isLength ? extent : Math.abs(anomaly.value - anomaly.expected)
  const slack = verdict === 'expected' ? Math.max(slackShare * reach, slackSteps * step) : 0
  const bound = tidy(extent + (direction === 'below' ? -slack : slack), step)
  if (isLength) return bound
  // Nothing is measured beyond the limits; a mean of differences may lie there, and what was seen is always reached.
  const { min, max } = spreads.has(anomaly.detector) ? spreadLimits : sensor
  return direction === 'below'
    ? Math.max(bound, Math.min(min, extent))
    : Math.min(bound, Math.max(max, extent))
}

/** They tell how far readings lie apart, not where they lie. */
const spreads: ReadonlySet<string> = new Set(['scatter'])
const spreadLimits = { min: 0, max: Number.POSITIVE_INFINITY }

/** A limit belongs to its policy, and a wrong clock to its gateway: neither is a sensor's habit. */
const unteachable: ReadonlySet<string> = new Set(['limit', 'clock-skew', 'out-of-range'])
const minuteMilliseconds = 60_000

/** People read it, so it has no more digits than the sensor. */
function tidy(value: number, resolution: number): number {
  return Number((Math.round(value / resolution) * resolution).toPrecision(12))
}

function excursionOf(anomaly: Anomaly, clock: number) {
  const { detector, onset, value, expected } = anomaly
  const end = anomaly.state === 'cleared' ? anomaly.clearedAt : Math.max(anomaly.lastAt, clock)
  return { detector, at: end, onset, value, expected }
}

function sideOf({ detector, onset, value, expected }: Anomaly): Lesson['direction'] {
  return directionOf({ detector, at: onset, value, expected })
}

function habitualHours(anomaly: Anomaly, others: readonly Anomaly[]) {
  const alike = others.filter(
    (other) =>
      other.id !== anomaly.id &&
      other.detector === anomaly.detector &&
      sideOf(other) === sideOf(anomaly),
  )
  const days = new Set([anomaly, ...alike].map(({ onset }) => Math.floor(onset / dayMilliseconds)))
  const lasted = Math.ceil((anomaly.lastAt - anomaly.onset) / 60_000)
  if (days.size < habitOccasions || lasted + 2 * aroundMinutes >= dayMinutes) return null
  const start = minuteOfDay(anomaly.onset)
  if (alike.some(({ onset }) => minutesApart(minuteOfDay(onset), start) > aroundMinutes))
    return null
  return { from: wrap(start - aroundMinutes), to: wrap(start + lasted + aroundMinutes) }
}

function minutesApart(a: number, b: number): number {
  const apart = Math.abs(a - b)
  return Math.min(apart, dayMinutes - apart)
}

function wrap(minute: number): number {
  return (minute + dayMinutes) % dayMinutes
}

export function lessonOf({ anomaly, verdict, by, detector, like }: Verdict): Lesson | undefined {
  return like ? { lesson: anomaly, verdict, by, detector, ...like } : undefined
}

/** A sensor's lessons as its detectors hear them, the oldest first: a bounded list. */
export function lessonsFor(verdicts: readonly Verdict[]): Lesson[] {
  return heldVerdicts(verdicts).flatMap((verdict) => lessonOf(verdict) ?? [])
}

export function heldVerdicts(verdicts: readonly Verdict[]): Verdict[] {
  const sorted = verdicts
    .filter(({ like }) => like !== null)
    .toSorted((a, b) => a.at - b.at || (a.anomaly < b.anomaly ? -1 : 1))
  return sorted.filter(
    (verdict) =>
      newest(sorted, 'standing', lessonsKept).includes(verdict) ||
      newest(sorted, 'taken-back', takenBackKept).includes(verdict),
  )
}

function newest(sorted: readonly Verdict[], status: Verdict['state']['status'], count: number) {
  return sorted.filter(({ state }) => state.status === status).slice(-count)
}

/** It holds until then, and no longer; what it let pass stays passed. */
export function takeBack(verdict: Verdict, by: string, at: number, until: number): Verdict {
  const { like } = verdict
  return {
    ...verdict,
    version: verdict.version + 1,
    like: like && { ...like, until: Math.max(like.from, Math.min(like.until, until)) },
    state: { status: 'taken-back', by, at },
  }
}
