import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import type { Lesson } from '#domain/lessons/lesson.ts'
import type { Sensor } from '#domain/sensor.ts'
import { newSensorState, type SensorState } from '#domain/sensor-state.ts'
import { type Sighting, watchSensor } from '#domain/watch-sensor.ts'
import { gardenSensor } from '#test/support/sites.ts'

const sensor = gardenSensor('pump', 'temperature')
const minute = 60_000
const start = Date.UTC(2026, 2, 2)
const length = 120

/** What a detector of the value would say of each minute: nothing mostly, excursions of any strength to either side. */
const course = fc.array(
  fc.oneof(
    { weight: 15, arbitrary: fc.constant(0) },
    fc.integer({ min: -90, max: 90 }).map((tenths) => tenths / 10),
  ),
  { minLength: length, maxLength: length },
)

const lesson = fc
  .record({
    verdict: fc.constantFrom('expected' as const, 'real' as const),
    direction: fc.constantFrom('above' as const, 'below' as const),
    bound: fc.constantFrom(12, 15, 25, 28),
    hours: fc.constantFrom(null, null, { from: 30, to: 60 }, { from: 1_400, to: 20 }),
    since: fc.nat(30),
    lasts: fc.integer({ min: 20, max: 100 }),
  })
  .map(
    ({ since, lasts, ...rest }, index = 0): Lesson => ({
      lesson: `lesson-${index}`,
      by: 'Ada',
      detector: 'a-detector',
      ...rest,
      from: start + since * minute,
      until: start + (since + lasts) * minute,
    }),
  )
const lessons = fc.array(lesson, { minLength: 1, maxLength: 4 })

const sightingOf = (score: number, index: number): Sighting => ({
  detector: 'a-detector',
  detectorVersion: 1,
  at: start + index * minute,
  score: Math.abs(score),
  value: 20 + score,
  expected: 20,
  low: 19,
  high: 21,
  severity: 'warning',
  frame: `f${index}`,
  reason: () => `${score}`,
})

function watch(scores: readonly number[], taught: readonly Lesson[]) {
  const own: Sensor =
    taught.length === 0 ? sensor : { ...sensor, instructions: { policies: [], lessons: taught } }
  let state: SensorState = newSensorState
  const told: Anomaly[] = []
  const passed: Anomaly[] = []
  scores.forEach((score, index) => {
    const sighting = sightingOf(score, index)
    const step = watchSensor(state, 'surprise', own, sighting)
    told.push(...step.told.filter(({ expectedBy }) => !expectedBy))
    passed.push(...step.told.filter(({ expectedBy }) => expectedBy))
    state = step.state
  })
  return { state, told, passed }
}

/** By then whatever began under a lesson is over: the default is calm after ten minutes. */
const quietTail = new Array<number>(15).fill(0)

it('a lesson taken back leaves no trace: from the next calm on all is as it would have been', () => {
  fc.assert(
    fc.property(course, course, lessons, (during, after, taught) => {
      const end = start + length * minute
      const ended = taught.map((one) => ({ ...one, until: Math.min(one.until, end) }))
      const scores = [...during, ...quietTail, ...after, ...quietTail]
      const [changed, plain] = [watch(scores, ended), watch(scores, [])]
      const later = ({ onset }: Anomaly) => onset >= end + quietTail.length * minute
      expect(changed.told.filter(later)).toStrictEqual(plain.told.filter(later))
      expect(changed.passed.filter(later)).toEqual([])
      expect(changed.state).toStrictEqual(plain.state)
    }),
    { numRuns: 300 },
  )
})

it('nothing is dropped: what is not told because of a lesson is kept with its name', () => {
  fc.assert(
    fc.property(course, lessons, (scores, all) => {
      const taught = all.filter(({ verdict }) => verdict === 'expected')
      const plain = watch([...scores, ...quietTail], [])
      const changed = watch([...scores, ...quietTail], taught)
      const spans = [...changed.told, ...changed.passed].flatMap((one) =>
        one.state === 'cleared' ? [[one.onset, one.clearedAt] as const] : [],
      )
      // One reading beyond doubt is told or kept; three in a row may be split between the two.
      for (const { detectedAt, score } of plain.told.filter(({ state }) => state === 'detected'))
        if (score >= 4.5)
          expect(spans.some(([from, to]) => from <= detectedAt && detectedAt <= to)).toBe(true)
      for (const { expectedBy } of changed.passed)
        expect(taught.some(({ lesson: name }) => name === expectedBy?.lesson)).toBe(true)
      for (const { expectedBy } of changed.told) expect(expectedBy).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})

it('what is taught never teaches more than it says: beyond its bound, its side and its time all is told', () => {
  fc.assert(
    fc.property(course, lessons, (scores, all) => {
      const taught = all.filter(({ verdict }) => verdict === 'expected')
      for (const { value, at } of watch(scores, taught).passed.map(({ value, detectedAt }) => ({
        value,
        at: detectedAt,
      })))
        expect(
          taught.some(
            ({ direction, bound, from, until }) =>
              at >= from &&
              at < until + 10 * minute &&
              (direction === 'above'
                ? value >= 20 && value <= bound
                : value < 20 && value >= bound),
          ),
        ).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it('a state that was taught survives storage bit for bit, and goes on the same', () => {
  fc.assert(
    fc.property(course, lessons, fc.nat(length), (scores, taught, cut) => {
      const instructions = { policies: [], lessons: taught }
      const own: Sensor = { ...sensor, instructions }
      const step = (state: SensorState, score: number, index: number) =>
        watchSensor(state, 'surprise', own, sightingOf(score, index)).state
      const whole = scores.reduce(step, newSensorState)
      const half = scores.slice(0, cut).reduce(step, newSensorState)
      const stored = JSON.parse(JSON.stringify(half)) as SensorState
      expect(stored).toStrictEqual(half)
      const rest = scores
        .slice(cut)
        .reduce((state, score, at) => step(state, score, cut + at), stored)
      expect(rest).toStrictEqual(whole)
    }),
    { numRuns: 200 },
  )
})
