import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { clusterCell } from '#test/support/cell-watching.ts'

const start = Date.UTC(2026, 2, 2)
const step = 1_000
const rows = 1_500
/** Its sensors speak each second, so that their relations are known within the first hour. */
const cell = {
  ...clusterCell(),
  sensors: clusterCell().sensors.map((sensor) => ({ ...sensor, expectedIntervalSeconds: 1 })),
}
/** Below the lateness horizon, with room for the frame that shows how late it is. */
const longestDelay = 25_000

type Frame = Extract<CellInput, { kind: 'frame' }>

/** All go up and down together but for one, which for a while does not; one is now and then without a word. */
const frames = Array.from({ length: rows }, (_, row): Frame => {
  const at = start + row * step
  const together = Math.sin((2 * Math.PI * row) / 240) + gaussian(1, row) / 4
  const readings = cell.sensors.flatMap(({ sensor }, index) => {
    if (index === 3 && row % 50 > 47) return []
    const away = index === 2 && row >= 1_200 && row < 1_300 ? 2 : 0
    const value = 5 + (together + gaussian(index + 2, row) / 5 + away) / 4
    const sequence = index === 3 ? row - 2 * Math.floor(row / 50) : row
    return [{ sensor, sequence, at, value }]
  })
  return { kind: 'frame', frame: `f${row}`, boot: 'b', sentAt: at, live: true, readings }
})
const end: CellInput = { kind: 'tick', at: start + rows * step + 60_000 }

function outcome(inputs: readonly CellInput[]) {
  let state: CellState = newCellState
  const anomalies: Anomaly[] = []
  for (const input of [...inputs, end]) {
    const next = advanceCell(state, input, cell)
    state = next.state
    anomalies.push(...next.effects.anomalies)
  }
  const ofCell = anomalies.filter(({ detector }) => detector === 'relations')
  return { anomalies: ofCell, watches: state.cellWatches, gathering: state.gathering }
}

const expected = outcome(frames)

/** As many frames as it says in one, which then goes by the name of its last. */
function batch(sizes: readonly number[]): CellInput[] {
  const inputs: CellInput[] = []
  for (let from = 0, turn = 0; from < rows; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    const part = frames.slice(from, from + size)
    const last = part.at(-1)
    if (last) inputs.push({ ...last, readings: part.flatMap(({ readings }) => readings) })
    from += size
  }
  return inputs
}

/** Only the frame that happened to carry a reading differs: where it came from, not what it says. */
function withoutFrames<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value, (name, part) => (name === 'frame' ? '' : part))) as Value
}

it('a sensor that departs from the others is told and is over', () => {
  expect(expected.anomalies.map(({ state, sensor }) => `${sensor} ${state}`)).toEqual([
    'plot.bed.ph detected',
    'plot.bed.ph cleared',
  ])
})

it('relations come to the same of the same readings in one batch or in many', () => {
  expect(withoutFrames(outcome(batch([rows])))).toEqual(withoutFrames(expected))
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (sizes) => {
      expect(withoutFrames(outcome(batch(sizes)))).toEqual(withoutFrames(expected))
    }),
    { numRuns: 12 },
  )
})

it('relations come to the same of readings that come twice or out of order within the horizon', () => {
  const disturbance = fc.record({
    delay: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(longestDelay)),
    again: fc.option(fc.nat(60_000), { freq: 10 }),
  })
  fc.assert(
    fc.property(fc.array(disturbance, { minLength: 97, maxLength: 97 }), (disturbances) => {
      const arrivals = frames.flatMap((input, index) => {
        const { delay = 0, again = null } = disturbances[index % disturbances.length] ?? {}
        const at = input.sentAt + delay
        return [{ input, at }, ...(again === null ? [] : [{ input, at: at + again }])]
      })
      const inputs = arrivals.toSorted((a, b) => a.at - b.at).map(({ input }) => input)
      expect(outcome(inputs)).toEqual(expected)
    }),
    { numRuns: 12 },
  )
})
