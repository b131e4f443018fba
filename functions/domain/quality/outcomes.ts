import type { QualityFlag } from '#domain/reading.ts'

/** The tests in the order of their digits in a row; a new one goes to the end. */
export const qualityTests = [
  'gross-range',
  'climatology',
  'spike',
  'rate-of-change',
  'flat-line',
  'gap',
  'late',
] as const
export type QualityTest = (typeof qualityTests)[number]

/** What one test says of one reading: a digit of two bits. */
export type Outcome = 0 | 1 | 2 | 3
export const notEvaluated = 0
export const passed = 1
export const suspect = 2
export const failed = 3

const places: Readonly<Record<QualityTest, number>> = {
  'gross-range': 0,
  climatology: 2,
  spike: 4,
  'rate-of-change': 6,
  'flat-line': 8,
  gap: 10,
  late: 12,
}

/** The outcome in its test's place; what several tests say is the sum. */
export function digit(test: QualityTest, outcome: Outcome): number {
  return outcome << places[test]
}

export function outcomeOf(tests: number, test: QualityTest): Outcome {
  return ((tests >> places[test]) & 3) as Outcome
}

export function testsThatSaid(tests: number, outcome: Outcome): QualityTest[] {
  return qualityTests.filter((test) => outcomeOf(tests, test) === outcome)
}

const lowBits = 0b01_01_01_01_01_01_01
const highBits = lowBits << 1

/** The worst that any test says, or else `otherwise`: 2 while the sensor is not known yet. */
export function summarise(tests: number, otherwise: 1 | 2): QualityFlag {
  if ((tests & (tests >> 1) & lowBits) !== 0) return 4
  return (tests & highBits) === 0 ? otherwise : 3
}
