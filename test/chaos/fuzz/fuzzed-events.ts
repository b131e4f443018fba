import fc from 'fast-check'
import type { OutgoingEvent } from '#bus/publish-events.ts'
import { type EventType, eventTypes } from '#domain/events.ts'
import { maximumReadingsPerFrame } from '#domain/frame.ts'

/** What is sent as the event of an index: the indexes give time and sequence numbers their order. */
export type FuzzedEvent = (index: number) => OutgoingEvent
type Fields = Record<string, unknown>
type Twist = (fields: Fields) => unknown

const start = Date.UTC(2026, 2, 2)
const stepMilliseconds = 1_000
const year = 365 * 86_400_000

/** Values that no field wants: other types, texts that look like numbers, what JSON cannot or UTF-8 should not hold. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, '', 'NaN', 'Infinity', '12', '\ud800', 'a\udfffb', '__proto__', [], {}, -1],
    ...[
      0.5,
      -0,
      1e308,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      2 ** 53,
      -(2 ** 60),
      'x'.repeat(5_000),
    ],
  ),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.integer({ min: 2, max: 60 }).map(nested),
)

function nested(depth: number): unknown {
  return depth === 0 ? 'deep' : depth % 2 === 0 ? [nested(depth - 1)] : { in: nested(depth - 1) }
}

/** One field replaced, left out or added, or nothing left of the whole. */
function twistOf(...names: readonly [string, ...string[]]): fc.Arbitrary<Twist> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant<Twist>((fields) => fields) },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom(...names), strange).map(
        ([name, value]): Twist =>
          (fields) => ({ ...fields, [name]: value }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...names).map(
        (name): Twist =>
          ({ [name]: _, ...fields }) =>
            fields,
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 })
        .map(
          (more): Twist =>
            (fields) => ({ ...more, ...fields }),
        ),
    },
    {
      weight: 1,
      arbitrary: strange.map(
        (value): Twist =>
          () =>
            value,
      ),
    },
  )
}

const reading = fc
  .record({
    sensor: fc.constantFrom('temperature', 'humidity', 'mood', 'setpoint', 'taste'),
    value: fc.oneof(fc.integer({ min: -5, max: 90 }), fc.double({ min: -1, max: 1, noNaN: true })),
    /** Mostly in order; sometimes again, or far ahead. */
    ahead: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constantFrom(-1, -7, 3, 400)),
    age: fc.oneof({ weight: 6, arbitrary: fc.nat(900) }, fc.constantFrom(-year, -59_000, 80_000)),
    people: fc.constantFrom(undefined, 3, 10, 25),
    twist: twistOf('sensor', 'at', 'value', 'sequence', 'people'),
  })
  .map(({ sensor, value, ahead, age, people, twist }) => (index: number): unknown => {
    const at = start + index * stepMilliseconds - age
    return twist({ sensor, sequence: index + ahead, at, value, people })
  })

/** As many readings as a frame may have, and one more. */
const crowd = fc.constantFrom(maximumReadingsPerFrame, maximumReadingsPerFrame + 1).map(
  (count) =>
    (index: number): unknown[] =>
      Array.from({ length: count }, (_, place) => ({
        sensor: 'humidity',
        at: start + index * stepMilliseconds - count + place,
        value: place / 20,
      })),
)

const frame = fc
  .record({
    cell: fc.constantFrom('pump', 'bed-1', 'bed-2', 'house', 'shed'),
    site: fc.oneof({ weight: 20, arbitrary: fc.constant('garden') }, fc.constant('park')),
    readings: fc.oneof(
      {
        weight: 150,
        arbitrary: fc
          .array(reading, { maxLength: 6 })
          .map((some) => (index: number) => some.map((one) => one(index))),
      },
      { weight: 1, arbitrary: crowd },
    ),
    ahead: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, fc.constant(10 * year)),
    twist: twistOf('schemaVersion', 'frame', 'site', 'cell', 'sentAt', 'boot', 'run', 'readings'),
  })
  .map(({ cell, site, readings, ahead, twist }) => (index: number): unknown => {
    const sentAt = start + index * stepMilliseconds + ahead
    const head = { schemaVersion: 1, frame: `f-${index}`, site, cell, sentAt, boot: 'b' }
    return twist({ ...head, readings: readings(index) })
  })

const bundle = fc
  .tuple(fc.array(frame, { maxLength: 4 }), twistOf('schemaVersion', 'gateway', 'frames'))
  .map(
    ([frames, twist]) =>
      (index: number): unknown =>
        twist({ schemaVersion: 1, gateway: 'g', frames: frames.map((one) => one(index)) }),
  )

const tick = twistOf('site', 'cell').map(
  (twist) => (): unknown => twist({ site: 'garden', cell: 'pump', at: 'soon' }),
)

/** The second stage's types are not among them: only our own functions may send those. */
const stranger = fc.oneof(
  fc.constantFrom('', 'readingsreported', 'ReadingsReported ', 'x'.repeat(129), '\ud800', '常'),
  fc.string({ maxLength: 20 }),
)

export const fuzzedEvent: fc.Arbitrary<FuzzedEvent> = fc.oneof(
  { weight: 20, arbitrary: frame.map((one) => typed(eventTypes.readingsReported, one)) },
  { weight: 3, arbitrary: bundle.map((one) => typed(eventTypes.framesReported, one)) },
  { weight: 1, arbitrary: tick.map((one) => typed(eventTypes.cellTicked, one)) },
  { weight: 1, arbitrary: fc.tuple(stranger, frame).map(([type, one]) => typed(type, one)) },
)

function typed(type: string, detail: (index: number) => unknown): FuzzedEvent {
  return (index) => ({ source: 'fuzz', type: type as EventType, detail: detail(index) })
}
