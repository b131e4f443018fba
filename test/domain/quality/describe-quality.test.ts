import { expect, it } from 'vitest'
import { describeQuality } from '#domain/quality/describe-quality.ts'
import { digit, failed, passed, suspect } from '#domain/quality/outcomes.ts'
import type { Row } from '#domain/reading.ts'

const row: Row = {
  at: 1,
  value: 2,
  expected: null,
  low: null,
  high: null,
  score: null,
  flag: 1,
}

it('tells of readings that are flagged or corrected, and of no other', () => {
  const tests = digit('gap', suspect) + digit('flat-line', failed) + digit('spike', passed)
  const notes = describeQuality([
    row,
    { ...row, flag: 2 },
    { ...row, flag: 4, tests },
    { ...row, flag: 3 },
    { ...row, raw: 1, calibration: 7 },
    { ...row, calibration: 8 },
  ])
  const none = { at: 1, suspect: [], failed: [], raw: null, calibration: null }
  expect(notes).toEqual([
    { ...none, suspect: ['gap'], failed: ['flat-line'] },
    none,
    { ...none, raw: 1, calibration: 7 },
    { ...none, calibration: 8 },
  ])
})
