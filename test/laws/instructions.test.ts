import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { decodeCellInputs, encodeCellInputs } from '#domain/codec/cell-inputs.ts'
import type { PolicySettings } from '#domain/policies/policy.ts'
import { frameInputs } from '#test/support/cell-inputs.ts'
import { gardenCell } from '#test/support/sites.ts'

const cell = gardenCell('pump')
const start = Date.UTC(2026, 2, 2)
const moment = fc.nat(12_000).map((seconds) => start + seconds * 1000)

const settings: fc.Arbitrary<PolicySettings> = fc.record(
  {
    enabled: fc.boolean(),
    tellAt: fc.integer({ min: 100, max: 10_000 }),
    recoverAt: fc.integer({ min: 2, max: 99 }),
    minimumDurationSeconds: fc.integer({ min: 0, max: 600 }),
    severity: fc.constantFrom('critical' as const, 'info' as const),
    above: fc.constantFrom({ tell: 20.5, recover: 20.2 }, { tell: 46, recover: 46 }),
    below: fc.constantFrom({ tell: 19.2, recover: 19.6 }),
    detectors: fc.constant({ silence: { enabled: false } }),
  },
  { requiredKeys: [], noNullPrototype: true },
)
const lesson = fc.record(
  {
    lesson: fc.string({ maxLength: 5 }),
    verdict: fc.constantFrom('expected' as const, 'real' as const),
    by: fc.constant('Ada'),
    detector: fc.constantFrom('rarity', 'another'),
    direction: fc.constantFrom('above' as const, 'below' as const),
    bound: fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((bound) => bound + 0),
    hours: fc.option(fc.constant({ from: 30, to: 90 })),
    from: moment,
    until: moment,
  },
  { noNullPrototype: true },
)
const instructed: fc.Arbitrary<CellInput> = fc
  .record({
    sensor: fc.constantFrom('temperature', 'humidity', 'gone'),
    periods: fc.array(fc.tuple(moment, settings), { maxLength: 3 }),
    lessons: fc.array(lesson, { maxLength: 3 }),
  })
  .map(({ sensor, periods, lessons }) => {
    const policies = periods
      .map(([from, said]) => ({ from, settings: said, sources: ['site:garden@1'] }))
      .toSorted((a, b) => a.from - b.from)
    return { kind: 'instructions', sensors: { [sensor]: { policies, lessons } } }
  })
const inputs = fc
  .array(fc.tuple(instructed, fc.nat(40)), { minLength: 1, maxLength: 4 })
  .map((said) => {
    const all: CellInput[] = frameInputs(40)
    for (const [input, place] of said) all.splice(place, 0, input)
    return all
  })

function run(list: readonly CellInput[], from: CellState = newCellState) {
  let state = from
  const anomalies = list.flatMap((input) => {
    const step = advanceCell(state, input, cell)
    state = step.state
    return step.effects.anomalies
  })
  return { state, anomalies }
}

it('a cell with instructions that is stored and read again anywhere goes on bit for bit', () => {
  fc.assert(
    fc.property(inputs, fc.nat(44), (list, cut) => {
      const whole = run(list)
      const half = run(list.slice(0, cut))
      const stored = JSON.parse(JSON.stringify(half.state)) as CellState
      expect(stored).toStrictEqual(half.state)
      const rest = run(list.slice(cut), stored)
      expect(rest.state).toStrictEqual(whole.state)
      expect([...half.anomalies, ...rest.anomalies]).toStrictEqual(whole.anomalies)
    }),
    { numRuns: 80 },
  )
})

it('a journal brings instructions back as they were, and the same of all that follows', () => {
  fc.assert(
    fc.property(inputs, fc.nat(44), (list, cut) => {
      const journalled = [list.slice(0, cut), list.slice(cut)].flatMap((batch) =>
        decodeCellInputs(encodeCellInputs(batch)),
      )
      const said = (all: readonly CellInput[]) => all.filter(({ kind }) => kind === 'instructions')
      expect(said(journalled)).toStrictEqual(said(list))
      expect(run(journalled)).toStrictEqual(run(list))
    }),
    { numRuns: 80 },
  )
})

it('it does not matter between which batches instructions come, if before the readings they are for', () => {
  fc.assert(
    fc.property(instructed, fc.nat(18), fc.nat(18), (input, one, other) => {
      fc.pre(input.kind === 'instructions')
      if (input.kind !== 'instructions') return
      // A frame has five minutes; by the twentieth nothing from minute 100 on has come.
      const later = start + 100 * 60_000
      const sensors = Object.fromEntries(
        Object.entries(input.sensors).map(([name, { policies, lessons }]) => [
          name,
          {
            policies: policies.map((period) => ({ ...period, from: period.from + later - start })),
            lessons: lessons.map((taught) => ({
              ...taught,
              from: taught.from + later - start,
              until: taught.until + later - start,
            })),
          },
        ]),
      )
      const outcomes = [one, other].map((place) => {
        const list: CellInput[] = frameInputs(60)
        list.splice(place, 0, { kind: 'instructions', sensors })
        return run(list)
      })
      expect(outcomes[0]).toStrictEqual(outcomes[1])
    }),
    { numRuns: 80 },
  )
})
