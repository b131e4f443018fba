import { expect, it } from 'vitest'
import { isQuantised, quantise } from '#domain/codec/quantise.ts'

it.each([
  [21.503, 0.01, 21.5],
  [0.1 + 0.2, 0.1, 0.3],
  [-0.04, 0.1, 0],
  [-0.06, 0.1, -0.1],
  [1.2, 0.5, 1],
  [1.3, 0.5, 1.5],
  [0.31, 0.3, 0.3],
  [100, 0.3, 99.9],
  [0.68, 0.7, 0.7],
  [17, 5, 15],
  [17.6, 2.5, 17.5],
  [Number.MAX_VALUE, 0.01, Number.MAX_VALUE],
  [5e-324, 0.01, 0],
])('%d at a resolution of %d is %d', (value, resolution, shown) => {
  expect(quantise(value, resolution)).toBeCloseTo(shown, 10)
  expect(Object.is(quantise(value, resolution), -0)).toBe(false)
})

it.each([
  [21.5, 0.01, true],
  [0.1 + 0.2, 0.1, false],
  [21.503, 0.01, false],
  [-0, 0.01, false],
  [1e300, 0.01, false],
  [15, 5, true],
])('steps carry %d at a resolution of %d without loss: %s', (value, resolution, lossless) => {
  expect(isQuantised(value, resolution)).toBe(lossless)
})
