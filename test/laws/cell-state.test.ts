import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { rowsOf } from '#domain/chart-page.ts'
import { decodeCellInputs, encodeCellInputs } from '#domain/codec/cell-inputs.ts'
import { frameInputs } from '#test/support/cell-inputs.ts'
import { gardenCell } from '#test/support/sites.ts'

const cell = gardenCell('pump')
const start = Date.UTC(2026, 2, 2)

/** Frames as bad gateways send them: any order, any gap, any value, restarts, clocks that run back; and ticks. */
const wild: fc.Arbitrary<CellInput> = fc.oneof(
  fc.record(
    { kind: fc.constant('tick' as const), at: fc.integer({ min: start, max: start + 9e6 }) },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      kind: fc.constant('frame' as const),
      frame: fc.string({ maxLength: 8 }),
      boot: fc.constantFrom('a', 'b'),
      sentAt: fc.integer({ min: start, max: start + 9e6 }),
      live: fc.boolean(),
      readings: fc.array(
        fc.record(
          {
            sensor: fc.constantFrom('temperature', 'humidity', 'gone'),
            sequence: fc.option(fc.integer({ min: 0, max: 60 })),
            at: fc.integer({ min: start, max: start + 9e6 }),
            value: fc.oneof(
              fc.integer({ min: 180, max: 220 }).map((tenths) => tenths / 10),
              fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
            ),
          },
          { noNullPrototype: true },
        ),
        { maxLength: 20 },
      ),
    },
    { noNullPrototype: true },
  ),
)
/** Wild ones among hours of tame ones, so that detectors have learnt and there is something to find. */
const inputs = fc
  .tuple(fc.array(wild, { maxLength: 10 }), fc.array(fc.nat(40), { minLength: 10, maxLength: 10 }))
  .map(([strangers, places]) => {
    const all: CellInput[] = frameInputs(40)
    strangers.forEach((stranger, index) => {
      all.splice(places[index] ?? 0, 0, stranger)
    })
    return all
  })

function run(list: readonly CellInput[], from: CellState = newCellState) {
  let state = from
  const effects = list.map((input) => {
    const step = advanceCell(state, input, cell)
    state = step.state
    return step.effects
  })
  return { state, effects }
}

const throughStorage = (state: CellState) => JSON.parse(JSON.stringify(state)) as CellState

it('a cell that is stored and read again anywhere goes on bit for bit', () => {
  fc.assert(
    fc.property(inputs, fc.array(fc.nat(50), { maxLength: 4 }), (list, cuts) => {
      const whole = run(list)
      let state = newCellState
      const effects: unknown[] = []
      const edges = [0, ...cuts.map((cut) => Math.min(cut, list.length)), list.length]
      edges.sort((a, b) => a - b)
      edges.slice(1).forEach((edge, index) => {
        const part = run(list.slice(edges[index], edge), throughStorage(state))
        state = part.state
        effects.push(...part.effects)
      })
      expect(state).toStrictEqual(whole.state)
      expect(effects).toStrictEqual(whole.effects)
      expect(throughStorage(state)).toStrictEqual(state)
    }),
    { numRuns: 60 },
  )
})

it('a journal says the same as what it was written of, in any batches', () => {
  fc.assert(
    fc.property(inputs, fc.nat(50), (list, cut) => {
      const journalled = [list.slice(0, cut), list.slice(cut)].flatMap((batch) =>
        decodeCellInputs(encodeCellInputs(batch)),
      )
      expect(run(journalled)).toStrictEqual(run(list))
    }),
    { numRuns: 60 },
  )
})

it('every reading is accounted for: on a page, late, a duplicate, waiting, or of no sensor', () => {
  fc.assert(
    fc.property(inputs, (list) => {
      const { state, effects } = run(list)
      const given = list.flatMap((input) => (input.kind === 'frame' ? input.readings : []))
      const sum = (count: (effect: (typeof effects)[number]) => number) =>
        effects.reduce((total, effect) => total + count(effect), 0)
      const found =
        sum(({ pages }) => pages.reduce((rows, page) => rows + page.rows.length, 0)) +
        sum(({ late }) => late.length) +
        sum(({ duplicates }) => duplicates) +
        Object.values(state.sensors).reduce(
          (rows, { page, arrival }) => rows + rowsOf(page).length + arrival.pending.length,
          0,
        )
      expect(found).toBe(given.filter(({ sensor }) => sensor !== 'gone').length)
    }),
    { numRuns: 60 },
  )
})
