import { describe, expect, it } from 'vitest'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { emptyPage, rowsOf } from '#domain/chart-page.ts'
import type { Reading } from '#domain/reading.ts'
import type { Cell } from '#domain/sensor.ts'
import { gardenCell } from '#test/support/sites.ts'

const start = Date.UTC(2026, 2, 2)
const minute = 60_000
const calm = (index: number) => 20 + (index % 3) / 10

const reading = (sensor: string, index: number, value: number): Reading => ({
  sensor,
  sequence: index,
  at: start + index * minute,
  value,
})
const frame = (readings: readonly Reading[], change: Partial<CellInput> = {}): CellInput =>
  ({
    kind: 'frame',
    frame: 'f1',
    boot: 'b',
    sentAt: Math.max(start, ...readings.map(({ at }) => at)),
    live: false,
    readings,
    ...change,
  }) as CellInput

function run(cell: Cell, inputs: readonly CellInput[], from: CellState = newCellState) {
  return inputs.reduce(
    ({ state, effects }, input) => {
      const step = advanceCell(state, input, cell)
      return { state: step.state, effects: [...effects, step.effects] }
    },
    { state: from, effects: [] as Array<ReturnType<typeof advanceCell>['effects']> },
  )
}
const series = (sensor: string, count: number, valueAt = calm) =>
  Array.from({ length: count }, (_, index) => reading(sensor, index, valueAt(index)))

describe('a cell', () => {
  const pump = gardenCell('pump')

  it('seals a page of sixty rows, and keeps the rest at hand', () => {
    const { state, effects } = run(pump, [frame(series('temperature', 130))])
    expect(
      effects[0]?.pages.map(({ sensor, rows }) => [sensor.key, rows[0]?.at, rows.length]),
    ).toEqual([
      ['garden.pump.temperature', start, 60],
      ['garden.pump.temperature', start + 60 * minute, 60],
    ])
    expect(rowsOf(state.sensors['temperature']?.page ?? emptyPage)).toHaveLength(10)
    expect(state.sensors['temperature']?.latest?.at).toBe(start + 129 * minute)
  })

  it('says nothing of a reading while it learns, and afterwards what was expected', () => {
    const { state } = run(pump, [frame(series('temperature', 100))])
    const flags = rowsOf(state.sensors['temperature']?.page ?? emptyPage).map(({ flag }) => flag)
    expect(flags.at(-1)).toBe(1)
    expect(state.sensors['temperature']?.latest).toMatchObject({
      expected: expect.any(Number),
      low: expect.any(Number),
      score: expect.any(Number),
    })
    const { state: young } = run(pump, [frame(series('temperature', 10))])
    expect(young.sensors['temperature']?.latest).toMatchObject({
      flag: 2,
      score: null,
      expected: null,
    })
  })

  it('keeps a reading beyond its limits as failed, and learns nothing from it', () => {
    const learnt = run(pump, [frame(series('temperature', 100))]).state
    const { state, effects } = run(pump, [frame([reading('temperature', 100, 51)])], learnt)
    expect(state.sensors['temperature']?.latest).toMatchObject({ value: 51, flag: 4, score: null })
    expect(state.sensors['temperature']?.rarity).toEqual(learnt.sensors['temperature']?.rarity)
    expect(effects[0]?.anomalies).toEqual([])
  })

  it('takes a reading at its limits for a reading', () => {
    const { state } = run(pump, [
      frame([reading('temperature', 0, -50), reading('humidity', 0, 100)]),
    ])
    expect([
      state.sensors['temperature']?.latest?.flag,
      state.sensors['humidity']?.latest?.flag,
    ]).toEqual([2, 2])
  })

  it('finds a sensor that is stuck, and says for how long', () => {
    const stuck = (index: number) => (index < 100 ? calm(index) : 20.1)
    const { effects } = run(pump, [frame(series('temperature', 140, stuck))])
    expect(effects[0]?.anomalies).toEqual([
      expect.objectContaining({
        detector: 'flat-line',
        onset: start + 100 * minute,
        reason:
          'Temperature has said 20.1 °C for 30 min; its longest rest before was 0 s. It looks stuck.',
      }),
    ])
  })

  it('finds a spike, with the frame that showed it', () => {
    const spike = (index: number) => (index === 120 ? 45 : calm(index))
    const { effects } = run(pump, [
      frame(series('temperature', 120)),
      frame(series('temperature', 125, spike).slice(120), { frame: 'f2' }),
    ])
    expect(effects.flatMap(({ anomalies }) => anomalies)).toEqual([
      expect.objectContaining({
        sensor: 'garden.pump.temperature',
        detector: 'rarity',
        state: 'detected',
        onset: start + 120 * minute,
        value: 45,
        frame: 'f2',
      }),
    ])
  })

  it('is never surprised by what a controller commands', () => {
    const house = gardenCell('house')
    const rests = (index: number) => (index < 150 ? calm(index) : 45)
    const { state, effects } = run(house, [frame(series('setpoint', 300, rests))])
    expect(effects[0]?.anomalies).toEqual([])
    expect(state.sensors['setpoint']?.latest?.value).toBe(45)
  })

  it('keeps what comes late beside the pages, as suspect', () => {
    const all = series('temperature', 10)
    const late = all[4]
    if (!late) throw new Error('no reading')
    const { state, effects } = run(pump, [
      frame(all.filter((one) => one !== late)),
      frame([late], { sentAt: start + 60 * minute } as Partial<CellInput>),
    ])
    expect(effects[1]?.late).toEqual([
      {
        sensor: pump.sensors[0],
        sequence: 4,
        row: expect.objectContaining({ value: late.value, flag: 3 }),
      },
    ])
    expect(rowsOf(state.sensors['temperature']?.page ?? emptyPage)).toHaveLength(9)
  })

  it('passes over a sensor that has left its site since', () => {
    const { state, effects } = run(pump, [
      frame([reading('gone', 0, 1), reading('humidity', 0, 60)]),
    ])
    expect(Object.keys(state.sensors)).toEqual(['humidity'])
    expect(effects[0]?.duplicates).toBe(0)
  })
})
