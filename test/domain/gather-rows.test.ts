import { describe, expect, it } from 'vitest'
import { type Gathering, gatherRows, noGathering, type Settled } from '#domain/gather-rows.ts'
import type { Cell } from '#domain/sensor.ts'
import { gardenCell } from '#test/support/sites.ts'

/** Two sensors that speak each ten seconds, so a row is ten seconds. */
const pump = gardenCell('pump')
const start = Date.UTC(2026, 2, 2)
const second = 1_000
const horizon = 30 * second

const said = (seconds: number, value: number, sensor = 'temperature', frame = 'f'): Settled => ({
  ...{ sensor, value, frame, at: start + seconds * second },
})

/** Seconds since the start until which every sensor has passed, and what the clock says. */
function gather(
  settled: readonly Settled[],
  { passed = 0, clock = 0, before = noGathering, cell = pump } = {} as {
    readonly passed?: number
    readonly clock?: number
    readonly before?: Gathering
    readonly cell?: Cell
  },
) {
  const { gathering, rows } = gatherRows(
    ...([before, settled, start + passed * second, start + clock * second, cell] as const),
  )
  const shown = rows.map(({ at, values, frame }) => [(at - start) / second, values, frame])
  return { gathering, shown }
}

describe('a row', () => {
  it('holds the mean of what each sensor said in its interval, and its last frame', () => {
    const settled = [
      said(1, 20, 'temperature', 'a'),
      said(9.999, 21, 'temperature', 'c'),
      said(5, 60, 'humidity', 'b'),
      said(10, 30),
    ]
    expect(gather(settled, { passed: 10 }).shown).toEqual([
      [0, { temperature: 20.5, humidity: 60 }, 'c'],
    ])
  })

  it.each([
    ['is open before every sensor has passed it', { passed: 9.999, clock: 39.999 }, 0],
    ['closes when every sensor has passed it', { passed: 10, clock: 10 }, 1],
    ['closes when the lateness horizon has passed it', { passed: 0, clock: 40 }, 1],
  ])('%s', (_, times, count) => {
    expect(gather([said(3, 20)], times).shown).toHaveLength(count)
  })

  it('gains what comes while it is open, and nothing once it is closed', () => {
    const open = gather([said(1, 20)], { clock: 9 })
    const grown = gather([said(2, 22)], { before: open.gathering, passed: 10, clock: 12 })
    expect(grown.shown).toEqual([[0, { temperature: 21 }, 'f']])
    const late = gather([said(3, 99), said(12, 23)], { before: grown.gathering, passed: 20 })
    expect(late.shown).toEqual([[10, { temperature: 23 }, 'f']])
    expect(open.gathering.open).toHaveLength(1)
    expect(open.gathering.open[0]?.sums).toEqual({ temperature: [20, 1] })
  })

  it('comes after the rows before it, and is the same in whatever order its readings came', () => {
    const settled = [said(25, 3), said(1, 1, 'humidity'), said(12, 2), said(3, 1), said(21, 4)]
    const all = gather(settled, { passed: 30 }).shown
    expect(all.map(([at]) => at)).toEqual([0, 10, 20])
    const other = gather(settled.toReversed(), { passed: 30 }).shown
    expect(JSON.stringify(other)).toBe(JSON.stringify(all))
  })

  it('is not there where nobody spoke', () => {
    expect(gather([said(1, 1), said(35, 2)], { passed: 40 }).shown.map(([at]) => at)).toEqual([
      0, 30,
    ])
    const none = gather([], { passed: 99, clock: 99 })
    expect(none).toEqual({ gathering: noGathering, shown: [] })
  })
})

describe('an interval', () => {
  const at = (seconds: readonly number[], people = 0): Cell => ({
    ...pump,
    sensors: seconds.map((expectedIntervalSeconds, index) => ({
      ...{ ...gardenCell('pump').sensors[0], minimumPeople: index === 0 ? people : 0 },
      expectedIntervalSeconds,
    })) as unknown as Cell['sensors'],
  })

  it.each([
    ['that of the slowest sensor', at([1, 15]), 15],
    ['never more than a minute', at([10, 300]), 60],
    ['not that of people', at([300, 5], 10), 5],
    ['a second where only people speak', at([300], 10), 1],
  ])('is %s', (_, cell, seconds) => {
    const settled = Array.from({ length: 120 }, (_entry, index) => said(index, 1))
    const { shown } = gather(settled, { cell, passed: 600 })
    expect(shown).toHaveLength(120 / seconds)
  })
})

it('what waits for its row is given up after the horizon even if a sensor stands still', () => {
  const { gathering } = gather([said(1, 20)], { passed: 1, clock: 9 })
  const times = { before: gathering, passed: 1, clock: (10 * second + horizon) / second }
  expect(gather([], times).shown).toEqual([[0, { temperature: 20 }, 'f']])
})
