import { scoreResolution } from '#domain/codec/page.ts'
import { quantise } from '#domain/codec/quantise.ts'
import type { Verdict } from '#domain/detect/detector.ts'
import type { Reading, Row } from '#domain/reading.ts'
import type { Sensor } from '#domain/sensor.ts'
import { assessLate } from './assess.ts'
import { type Corrected, correct } from './calibration.ts'
import { digit, type Outcome, summarise } from './outcomes.ts'

/** A reading of which no detector said anything. */
export function unjudged(corrected: Corrected, tests: number): Row {
  const { at, value } = corrected
  const flag = summarise(tests, 2)
  const row = { at, value, expected: null, low: null, high: null, score: null, flag, tests }
  return withOrigin(row, corrected)
}

/** Always last and in this order, as a page gives them back: exports are compared by their text. */
function withOrigin(row: Row, { raw, calibration }: Corrected | Row): Row {
  if (calibration === undefined) return row
  return raw === undefined ? { ...row, calibration } : { ...row, raw, calibration }
}

export function lateRow(reading: Reading, sensor: Sensor): Row {
  const corrected = correct(reading, sensor)
  return unjudged(corrected, assessLate(corrected.at, corrected.value, sensor))
}

/** A pass means more than possible: as long as the sensor is not known it is not evaluated. */
export function judged(
  corrected: Corrected,
  verdict: Verdict,
  tests: number,
  { resolution }: Sensor,
): Row {
  const shown = (value: number | null) => (value === null ? null : quantise(value, resolution))
  const row: Row = {
    at: corrected.at,
    value: corrected.value,
    expected: shown(verdict.expected),
    low: shown(verdict.low),
    high: shown(verdict.high),
    score: verdict.score === null ? null : quantise(verdict.score, scoreResolution),
    flag: summarise(tests, verdict.score === null ? 2 : 1),
    tests,
  }
  return withOrigin(row, corrected)
}

/** What the next reading shows of one that was kept already. */
export function withSpike(row: Row, spike: Outcome): Row {
  const { at, value, expected, low, high, score } = row
  const tests = (row.tests ?? 0) + digit('spike', spike)
  const flag = summarise(tests, row.flag === 2 ? 2 : 1)
  // Field by field, for it happens to every reading.
  return withOrigin({ at, value, expected, low, high, score, flag, tests }, row)
}
