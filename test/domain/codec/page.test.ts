import { describe, expect, it } from 'vitest'
import { decodePage, encodePage } from '#domain/codec/page.ts'
import type { Row } from '#domain/reading.ts'
import old from './page-layout-1.json' with { type: 'json' }

const row: Row = {
  at: 1_772_409_600_000,
  value: 20.1,
  expected: null,
  low: null,
  high: null,
  score: null,
  flag: 1,
}
const again = (rows: readonly Row[]) => decodePage(encodePage(rows, 0.1))

describe('a page', () => {
  it('of the first layout is read as it was written', () => {
    expect(decodePage(Buffer.from(old.base64, 'base64'))).toStrictEqual(old.rows)
  })

  it('of a layout of the future is refused', () => {
    const future = encodePage([row], 0.1)
    future[0] = 3
    expect(() => decodePage(future)).toThrow(/Page layout 3 is unknown here/)
  })

  it('keeps what each test said, and what was sent beside what it was corrected to', () => {
    const rows = [
      { ...row, flag: 3, tests: 2 },
      { ...row, tests: 0 },
      { ...row, tests: 4 ** 7 - 1, raw: -0.25, calibration: 1 },
      { ...row, tests: 1, calibration: 2 },
      row,
    ] satisfies Row[]
    expect(again(rows)).toStrictEqual(rows)
  })

  it('of sixty rows is no longer for tests that say the same of all', () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({ ...row, at: row.at + index * 10_000 }))
    const tested = rows.map((one) => ({ ...one, tests: 0b01_01_01_01_01_01 }))
    expect(encodePage(tested, 0.1).length - encodePage(rows, 0.1).length).toBeLessThan(3)
  })

  it('that is damaged is refused, and does not fill the memory', () => {
    const bytes = encodePage([row], 0.1)
    // The run of flags says how many rows it holds: four runs and the mark of corrections end the page.
    bytes[bytes.length - 7] = 100
    expect(() => decodePage(bytes)).toThrow(/A run of 100 does not fit into 1 rows/)
  })
})
