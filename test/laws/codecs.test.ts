import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CellInput } from '#domain/cell-input.ts'
import { decodeCellInputs, encodeCellInputs } from '#domain/codec/cell-inputs.ts'
import { decodePage, encodePage } from '#domain/codec/page.ts'
import { quantise } from '#domain/codec/quantise.ts'
import type { Row } from '#domain/reading.ts'

/** All finite doubles: denormals, the largest, minus zero, and values on and off a sensor's steps. */
const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -100_000, max: 100_000 }).map((steps) => steps / 100),
  fc.constantFrom(
    0,
    -0,
    5e-324,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    Number.MAX_SAFE_INTEGER,
    0.1 + 0.2,
  ),
)
const maybe = fc.option(value)
const at = fc.integer({ min: 0, max: 8_640_000_000_000 })
const row: fc.Arbitrary<Row> = fc.record(
  {
    at,
    value,
    expected: maybe,
    low: maybe,
    high: maybe,
    score: maybe,
    flag: fc.constantFrom(1, 2, 3, 4, 9),
    tests: fc.nat(4 ** 7 - 1),
    raw: value,
    calibration: fc.integer({ min: 1, max: 1_000_000 }),
  },
  {
    noNullPrototype: true,
    requiredKeys: ['at', 'value', 'expected', 'low', 'high', 'score', 'flag'],
  },
)
const inOrder = ({ at, value, expected, low, high, score, flag, ...rest }: Row) => {
  const { tests, raw, calibration } = rest
  return { at, value, expected, low, high, score, flag, tests, raw, calibration }
}
const resolution = fc.constantFrom(0.001, 0.01, 0.1, 0.5, 1, 10)

it('a page comes back bit for bit', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), resolution, (rows, step) => {
      const decoded = decodePage(encodePage(rows, step))
      expect(decoded).toStrictEqual(rows)
      // Exports are compared by their text, so the order of the fields counts.
      expect(JSON.stringify(decoded)).toBe(JSON.stringify(rows.map(inOrder)))
    }),
  )
})

const input: fc.Arbitrary<CellInput> = fc.oneof(
  fc.record({ kind: fc.constant('tick' as const), at }, { noNullPrototype: true }),
  fc.record(
    {
      kind: fc.constant('frame' as const),
      frame: fc.string({ maxLength: 40, unit: 'grapheme' }),
      boot: fc.string({ maxLength: 10 }),
      sentAt: at,
      live: fc.boolean(),
      readings: fc.array(
        fc.record(
          {
            sensor: fc.constantFrom('co2', 'light', 'ph'),
            sequence: fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
            at,
            value,
          },
          { noNullPrototype: true },
        ),
        { maxLength: 40 },
      ),
    },
    { noNullPrototype: true },
  ),
)

it('a journalled batch comes back bit for bit', () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 10 }), (inputs) => {
      expect(decodeCellInputs(encodeCellInputs(inputs))).toStrictEqual(inputs)
    }),
  )
})

it('a quantised value stays as it is when quantised again', () => {
  fc.assert(
    fc.property(value, resolution, (number, step) => {
      const once = quantise(number, step)
      expect(quantise(once, step)).toBe(once)
    }),
  )
})

it('sixty regular readings at declared resolution, flags included, take less than half a kilobyte', () => {
  const rows = Array.from({ length: 60 }, (_, index): Row => {
    const base = 20 + Math.round(100 * Math.sin(index / 9)) / 100
    return {
      at: 1_770_000_000_000 + index * 10_000,
      value: base,
      expected: base,
      low: base - 1,
      high: base + 1,
      score: 0.5,
      flag: index === 30 ? 3 : 1,
      tests: index === 30 ? 0b01_01_01_10_00_01 : 0b01_01_01_01_00_01,
    }
  }).map((one) => ({
    ...one,
    low: quantise(one.low ?? 0, 0.01),
    high: quantise(one.high ?? 0, 0.01),
    expected: quantise(one.expected ?? 0, 0.01),
  }))
  expect(encodePage(rows, 0.01).length).toBeLessThan(512)
})
