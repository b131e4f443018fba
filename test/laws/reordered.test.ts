import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { rowsOf } from '#domain/chart-page.ts'
import type { CellInstructions } from '#domain/instructions.ts'
import type { Lesson } from '#domain/lessons/lesson.ts'
import type { Row } from '#domain/reading.ts'
import { always } from '#test/support/policies.ts'
import { gardenCell } from '#test/support/sites.ts'

const cell = gardenCell('pump')
const start = Date.UTC(2026, 2, 2)
const step = 10_000
const frames = 700
/** Below the lateness horizon, with room for the frame that shows how late it is. */
const longestDelay = 25_000

/** Two hours of both sensors: a spike, a sensor that falls silent, and the minute's tick for whoever is silent. */
function undisturbed(): CellInput[] {
  const inputs: CellInput[] = []
  let sequence = 0
  for (let index = 0; index < frames; index += 1) {
    const at = start + index * step
    const silent = index % 200 > 185
    if (at % 60_000 === 0) inputs.push({ kind: 'tick', at })
    const temperature = 20 + (index % 7) / 10 + (index === 500 ? 15 : 0)
    const readings = [
      { sensor: 'temperature', sequence: index, at, value: temperature },
      ...(silent
        ? []
        : [{ sensor: 'humidity', sequence: sequence++, at, value: 50 + (index % 5) / 10 }]),
    ]
    inputs.push({ kind: 'frame', frame: `f${index}`, boot: 'b', sentAt: at, live: true, readings })
  }
  inputs.push({ kind: 'tick', at: start + frames * step + 600_000 })
  return inputs
}

interface Disturbance {
  readonly delay: number
  readonly again: number | null
}

function disturb(inputs: readonly CellInput[], disturbances: readonly Disturbance[]): CellInput[] {
  const arrivals = inputs.flatMap((input, index): Array<{ input: CellInput; at: number }> => {
    if (input.kind !== 'frame') return [{ input, at: input.kind === 'tick' ? input.at : start }]
    const { delay, again } = disturbances[index % disturbances.length] ?? { delay: 0, again: null }
    const at = input.sentAt + delay
    return [{ input, at }, ...(again === null ? [] : [{ input, at: at + again }])]
  })
  return arrivals.toSorted((a, b) => a.at - b.at).map(({ input }) => input)
}

function outcome(inputs: readonly CellInput[], instructions: CellInstructions) {
  let state: CellState = { ...newCellState, instructions }
  const rows: Array<readonly [string, Row]> = []
  const anomalies = new Map<string, Anomaly>()
  let late = 0
  for (const input of inputs) {
    const { state: next, effects } = advanceCell(state, input, cell)
    state = next
    for (const page of effects.pages)
      rows.push(...page.rows.map((row) => [page.sensor.key, row] as const))
    for (const anomaly of effects.anomalies) anomalies.set(anomaly.id, anomaly)
    late += effects.late.length
  }
  for (const [name, sensor] of Object.entries(state.sensors))
    rows.push(...rowsOf(sensor.page).map((row) => [`garden.pump.${name}`, row] as const))
  const canonical = rows.toSorted(([a, x], [b, y]) => (a === b ? x.at - y.at : a < b ? -1 : 1))
  return { rows: canonical, anomalies: [...anomalies].sort(), late }
}

const taught = (change: Pick<Lesson, 'detector' | 'direction' | 'bound'>): Lesson => ({
  ...{ lesson: 'a', verdict: 'expected', by: 'Ada', hours: null, from: 0, until: 1e15 },
  ...change,
})
/** A limit, a spike that is expected, and silences that are for a while. */
const said: CellInstructions = {
  temperature: always({ above: { tell: 30, recover: 25 } }, [
    taught({ detector: 'rarity', direction: 'above', bound: 40 }),
  ]),
  humidity: always({ minimumDurationSeconds: 20 }, [
    taught({ detector: 'silence', direction: 'longer', bound: 80_000 }),
  ]),
}

it.each<[string, CellInstructions, string[]]>([
  ['nothing is said', {}, ['rarity', 'silence']],
  ['people said much', said, ['expected rarity', 'expected silence', 'limit', 'silence']],
])(
  'readings that come twice or out of order within the horizon come to the same where %s',
  (_, instructions, found) => {
    const inputs = undisturbed()
    const expected = outcome(inputs, instructions)
    const detectors = expected.anomalies.map(
      ([, { detector, expectedBy }]) => `${expectedBy ? 'expected ' : ''}${detector}`,
    )
    expect(detectors).toEqual(expect.arrayContaining(found))
    const disturbance = fc.record({
      delay: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(longestDelay)),
      again: fc.option(fc.nat(60_000), { freq: 10 }),
    })
    fc.assert(
      fc.property(fc.array(disturbance, { minLength: 97, maxLength: 97 }), (disturbances) => {
        expect(outcome(disturb(inputs, disturbances), instructions)).toStrictEqual(expected)
      }),
      { numRuns: 30 },
    )
  },
)
