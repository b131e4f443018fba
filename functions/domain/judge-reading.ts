import type { Reading } from './reading.ts'
import type { Rejection } from './rejection.ts'
import type { Sensor } from './sensor.ts'

/** A gateway's clock may run this far ahead of its own stamp on the frame. */
export const futureToleranceMilliseconds = 60_000
const latestInstant = 8_640_000_000_000

export type Judgement =
  | { readonly kind: 'sound'; readonly reading: Reading }
  | { readonly kind: 'rejected'; readonly rejection: Rejection }

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
      `${describe(candidate)} is no reading; send an object with sensor, at and value`,
    )
  const { sensor: name, at, value, sequence = null, people } = candidate as Record<string, unknown>
  const sensor = typeof name === 'string' ? sensors.get(name) : undefined
  if (!sensor)
    return reject(
      'unknown-sensor',
      `the cell has no sensor ${describe(name)}; add it to the site file and apply it`,
    )
  if (typeof value !== 'number' || !Number.isFinite(value))
    return reject(
      'not-a-number',
      `value ${describe(value)} of ${sensor.key} is not a finite number`,
    )
  if (!isCount(at) || at > latestInstant)
    return reject(
      'unreadable-time',
      `at ${describe(at)} of ${sensor.key} is not a time in epoch milliseconds`,
    )
  if (at > sentAt + futureToleranceMilliseconds)
    return reject('future-time', futureReason(sensor, at, sentAt))
  if (sequence !== null && !isCount(sequence))
    return reject(
      'unreadable-reading',
      `sequence ${describe(sequence)} of ${sensor.key} is not a whole number from 0`,
    )
  if (sensor.minimumPeople > 0 && !(isCount(people) && people >= sensor.minimumPeople))
    return reject(
      'too-few-people',
      `${sensor.key} stands for people and needs people: ${sensor.minimumPeople} or more behind each value`,
    )
  return { kind: 'sound', reading: { sensor: sensor.sensor, sequence, at, value } }
}

function futureReason(sensor: Sensor, at: number, sentAt: number): string {
  const seconds = Math.round((at - sentAt) / 1000)
  return `the reading of ${sensor.key} is stamped ${seconds} s after its frame was sent; set the gateway's clock`
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function describe(value: unknown): string {
  const text = value === undefined ? 'undefined' : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
