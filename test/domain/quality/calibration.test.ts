import { describe, expect, it } from 'vitest'
import { advanceCell, newCellState } from '#domain/cell-state.ts'
import { type Calibration, correct } from '#domain/quality/calibration.ts'
import { sensorWith } from '#test/support/quality.ts'
import { gardenCell } from '#test/support/sites.ts'

const start = Date.UTC(2026, 2, 2)
const hour = 3_600_000
const first: Calibration = { version: 1, from: start, until: start + hour, gain: 2, offset: -1 }
const second: Calibration = {
  ...first,
  version: 2,
  from: start + 2 * hour,
  until: start + 3 * hour,
  gain: 1,
  offset: 0,
}
const calibrated = sensorWith({}, { calibrations: [first, second] })
const told = (value: number, at = start) => correct({ at, value }, calibrated)

describe('a calibration', () => {
  it.each([
    ['a millisecond before it begins', start - 1, { value: 10 }],
    ['from its first moment', start, { value: 19, raw: 10, calibration: 1 }],
    ['until its last', start + hour - 1, { value: 19, raw: 10, calibration: 1 }],
    ['not at its end', start + hour, { value: 10 }],
    [
      'of the version that is valid then, which may leave the value',
      start + 2 * hour,
      { value: 10, calibration: 2 },
    ],
  ])('holds %s', (_, at, corrected) => {
    expect(told(10, at)).toStrictEqual({ at, ...corrected })
  })

  it('corrects to the sensor’s own resolution, and keeps what was sent as it was', () => {
    expect(told(10.123456)).toMatchObject({ value: 19.2, raw: 10.123456 })
  })

  it.each([
    [0.5, 0],
    [0, -1],
    [Number.MAX_VALUE, Number.MAX_VALUE],
    [-Number.MAX_VALUE, -Number.MAX_VALUE],
  ])('makes of %f the finite number %f', (raw, value) => {
    expect(Object.is(told(raw).value, value)).toBe(true)
  })

  it('is the identity where there is none', () => {
    expect(correct({ at: start, value: 0.123456 }, sensorWith())).toStrictEqual({
      at: start,
      value: 0.123456,
    })
  })
})

describe('a corrected reading', () => {
  const cell = { ...gardenCell('pump'), sensors: [calibrated] }
  const frame = (...readings: ReadonlyArray<readonly [value: number, at: number]>) => ({
    kind: 'frame' as const,
    frame: 'f',
    boot: 'b',
    sentAt: start + hour,
    live: true,
    readings: readings.map(([value, at]) => ({ sensor: 'temperature', sequence: null, at, value })),
  })
  const step = (...readings: ReadonlyArray<readonly [number, number]>) =>
    advanceCell(newCellState, frame(...readings), cell)
  const row = (value: number) => step([value, start]).state.sensors['temperature']?.latest

  it('is judged by its limits as it is corrected', () => {
    expect(row(25.5)).toMatchObject({ value: 50, raw: 25.5, calibration: 1, flag: 2 })
    expect(row(25.6)).toMatchObject({ value: 50.2, raw: 25.6, calibration: 1, flag: 4 })
    expect(row(-24.5)).toMatchObject({ value: -50, flag: 2 })
    expect(row(-24.6)).toMatchObject({ value: -50.2, flag: 4 })
  })

  it('is what the detectors learn', () => {
    const { state } = step([10, start], [10, start + 10_000])
    expect(state.sensors['temperature']?.rarity.origin).toBe(19)
    expect(state.sensors['temperature']?.flatLine.value).toBe(19)
  })

  it('is what the detectors score', () => {
    const readings = Array.from(
      { length: 400 },
      (_, index) => [10 + (index % 3) / 10, start + index * 10_000] as const,
    )
    const always = { ...calibrated, calibrations: [{ ...first, until: start + 9 * hour }] }
    const cellOfOne = { ...cell, sensors: [always] }
    const { state, effects } = advanceCell(newCellState, frame(...readings), cellOfOne)
    expect(effects.anomalies).toEqual([])
    expect(state.sensors['temperature']?.latest?.expected).toBeCloseTo(19.2, 0)
    expect(state.sensors['temperature']?.latest?.score).toBeLessThan(2)
  })

  it('keeps what was sent where it comes late, too', () => {
    const { effects } = step([10, start + 10_000], [11, start])
    expect(effects.late[0]?.row).toMatchObject({ value: 21, raw: 11, calibration: 1, flag: 3 })
  })

  it('has no raw value where it was left as it was', () => {
    const { state } = step([1, start])
    expect(state.sensors['temperature']?.latest).toMatchObject({ value: 1, calibration: 1 })
    expect(state.sensors['temperature']?.latest).not.toHaveProperty('raw')
  })
})
