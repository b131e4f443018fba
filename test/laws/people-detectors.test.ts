import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CellDetector, CellRow } from '#domain/detect/cell-detector.ts'
import { emotionalLoop } from '#domain/detect/people/emotional-loop.ts'
import { fragmentation } from '#domain/detect/people/fragmentation.ts'
import { hyperCuration } from '#domain/detect/people/hyper-curation.ts'
import { peopleCell, start } from '#test/support/people-cell.ts'

const cell = peopleCell()
const detectors = [emotionalLoop, fragmentation, hyperCuration].map(
  (detector) => [detector.name, detector as CellDetector<unknown>] as const,
)

const moods = ['mood-valence', 'mood-arousal', 'mood-variety', 'mood-agreement', 'mood-division']
const value = fc
  .oneof(
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.constantFrom(0, 1, -1, 5e-324, 1e15, -1e15),
  )
  // No reading is -0: it is taken off when a reading is judged.
  .map((figure) => figure + 0)
/** Rows as they may come from anywhere: of any sensors, with gaps, of constants and of the largest numbers. */
const rows: fc.Arbitrary<CellRow[]> = fc
  .array(
    fc.record({
      pause: fc.constantFrom(1, 1, 1, 1, 1, 1, 2, 5, 300),
      values: fc.dictionary(fc.constantFrom(...moods, 'temperature-setpoint'), value, {
        noNullPrototype: true,
      }),
      repeat: fc.integer({ min: 1, max: 40 }),
    }),
    { maxLength: 25 },
  )
  .map((drafts) => {
    let at = start
    return drafts.flatMap(({ pause, values, repeat }) =>
      Array.from({ length: repeat }, () => {
        at += pause * 300_000
        return { at, values, frame: 'f' }
      }),
    )
  })

/** One step, and the same from storage; nothing that was handed over may have changed. */
function stepBothWays(detector: CellDetector<unknown>, state: unknown, row: CellRow) {
  const before = JSON.stringify([state, row])
  const step = detector.step(state, row, cell)
  expect(JSON.stringify([state, row])).toBe(before)
  const [storedState, storedRow] = JSON.parse(before) as [unknown, CellRow]
  expect(detector.step(storedState, storedRow, cell).state).toEqual(step.state)
  expect(JSON.parse(JSON.stringify(step.state))).toEqual(step.state)
  return step
}

describe.each(detectors)('%s', (_, detector) => {
  it('goes on bit for bit from storage, leaves what it is given alone, and says finite things', () => {
    fc.assert(
      fc.property(rows, (list) => {
        let state = detector.initial
        for (const row of list) {
          const { state: next, finding } = stepBothWays(detector, state, row)
          const { score = 0, value = 0, expected = 0 } = finding ?? {}
          expect([score, value, expected].every(Number.isFinite)).toBe(true)
          state = next
        }
        expect(JSON.stringify(state).length).toBeLessThan(6_000)
      }),
      { numRuns: 60 },
    )
  })
})
