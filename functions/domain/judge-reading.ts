import { kindOfValue } from './kind-of-value.ts'
import { mayBePeoples, standsForPeople } from './may-be-peoples.ts'
import type { Reading } from './reading.ts'
import type { Rejection } from './rejection.ts'
import type { Sensor } from './sensor.ts'

/** A gateway's clock may run this far ahead of its own stamp on the frame. */
const futureToleranceMilliseconds = 60_000
const latestInstant = 8_640_000_000_000

export type Judgement =
  | { readonly kind: 'sound'; readonly reading: Reading }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }

type Fields = Readonly<Record<'at' | 'value' | 'sequence' | 'people', unknown>>

function reject(code: Rejection['code'], reason: string): Judgement {
  return { kind: 'rejected', rejection: { code, reason } }
}

/** Hand-written rather than a schema: it runs for every reading there is. */
export function judgeReading(
  candidate: unknown,
  sensors: ReadonlyMap<string, Sensor>,
  sentAt: number,
): Judgement {
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate))
    return reject(
      'unreadable-reading',
      `${tell(candidate, mayBePeoples(candidate, sensors))} is no reading; send an object with sensor, at and value`,
    )
  const { sensor: name, ...fields } = candidate as Fields & { readonly sensor: unknown }
  const sensor = typeof name === 'string' ? sensors.get(name) : undefined
  if (!sensor)
    return reject(
      'unknown-sensor',
      `the cell has no sensor ${tell(name, typeof name !== 'string' && mayBePeoples(null, sensors))}; add it to the site file and apply it`,
    )
  return judgeFields(fields, sensor, sentAt)
}

function judgeFields(
  { at, value, sequence = null, people }: Fields,
  sensor: Sensor,
  sentAt: number,
): Judgement {
  // Before all else, so that no other refusal repeats what too few people said.
  if (!enoughPeople(people, sensor))
    return reject(
      'too-few-people',
      `${sensor.key} stands for people and needs people: ${sensor.minimumPeople} or more behind each value`,
    )
  if (!isFiniteNumber(value))
    return reject(
      'not-a-number',
      `value ${tellOf(value, people, sensor)} of ${sensor.key} is not a finite number; leave a reading out that was not taken`,
    )
  if (!isCount(at) || at > latestInstant)
    return reject(
      'unreadable-time',
      `at ${tellOf(at, people, sensor)} of ${sensor.key} is not a time; send whole epoch milliseconds`,
    )
  if (at > sentAt + futureToleranceMilliseconds)
    return reject('future-time', futureReason(sensor, at, sentAt))
  if (sequence !== null && !isCount(sequence))
    return reject(
      'unreadable-reading',
      `sequence ${tellOf(sequence, people, sensor)} of ${sensor.key} is not a whole number; count up from 0, or leave it out`,
    )
  return {
    kind: 'sound',
    reading: {
      sensor: sensor.sensor,
      sequence: sequence === null ? null : unsignedZero(sequence),
      at: unsignedZero(at),
      value: unsignedZero(value),
    },
  }
}

/** Storage does not tell 0 from -0, so nothing that comes after may. */
function unsignedZero(value: number): number {
  return value + 0
}

function enoughPeople(people: unknown, { minimumPeople }: Sensor): boolean {
  return minimumPeople === 0 || (isCount(people) && people >= minimumPeople)
}

function futureReason(sensor: Sensor, at: number, sentAt: number): string {
  const seconds = Math.round((at - sentAt) / 1000)
  return `the reading of ${sensor.key} is stamped ${seconds} s after its frame was sent; set the gateway's clock`
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function tellOf(value: unknown, people: unknown, sensor: Sensor): string {
  return tell(value, people !== undefined || standsForPeople(sensor))
}

/** A value in a reason; what may be about people is told by its kind alone. */
function tell(value: unknown, isSecret: boolean): string {
  if (isSecret || (typeof value === 'object' && value !== null)) return kindOfValue(value)
  const text = value === undefined ? 'undefined' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
