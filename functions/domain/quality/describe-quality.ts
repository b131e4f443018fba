import type { QualityNote } from '#domain/api/series.ts'
import type { Row } from '#domain/reading.ts'
import { failed, suspect, testsThatSaid } from './outcomes.ts'

/** Of each reading that is doubted or corrected: by which tests, and what was sent. */
export function describeQuality(rows: readonly Row[]): QualityNote[] {
  return rows
    .filter((row) => row.flag === 3 || row.flag === 4 || row.calibration !== undefined)
    .map(({ at, tests = 0, raw = null, calibration = null }) => ({
      at,
      suspect: testsThatSaid(tests, suspect),
      failed: testsThatSaid(tests, failed),
      raw,
      calibration,
    }))
}
