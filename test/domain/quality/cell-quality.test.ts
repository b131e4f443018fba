import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { rowsOf } from '#domain/chart-page.ts'
import { quantise } from '#domain/codec/quantise.ts'
import { encodeRarity } from '#domain/codec/rarity.ts'
import { failed, outcomeOf, passed, suspect, testsThatSaid } from '#domain/quality/outcomes.ts'
import type { Row } from '#domain/reading.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { sensorWith } from '#test/support/quality.ts'
import { gardenCell } from '#test/support/sites.ts'

const start = Date.UTC(2026, 2, 2)
const minute = 60_000
const calm = (index: number) => 20 + (index % 3) / 10

/** A cell of one sensor, which says these values a minute apart, or at given minutes; what comes late ends the list. */
function tell(
  sensor: Sensor,
  values: ReadonlyArray<number | readonly [value: number, minutes: number]>,
  from: CellState = newCellState,
  isNumbered = false,
) {
  const cell: Cell = { ...gardenCell('pump'), sensors: [sensor] }
  let state = from
  const rows: Row[] = []
  const effects = values.map((one, index) => {
    const [value, minutes] = typeof one === 'number' ? [one, index] : one
    const at = start + minutes * minute
    const sequence = isNumbered ? index : null
    const readings = [{ sensor: sensor.sensor, sequence, at, value }]
    const sentAt = Math.max(state.clock, at)
    const input: CellInput = { kind: 'frame', frame: 'f', boot: 'b', sentAt, live: false, readings }
    const step = advanceCell(state, input, cell)
    state = step.state
    rows.push(...step.effects.pages.flatMap((page) => page.rows))
    return step.effects
  })
  const mine = state.sensors[sensor.sensor]
  if (!mine) throw new Error('The sensor said nothing.')
  return { state, mine, effects, rows: [...rows, ...rowsOf(mine.page)] }
}
const minutes = (count: number, valueAt = calm) =>
  Array.from({ length: count }, (_, i) => valueAt(i))
const said = (row: Row | undefined, outcome: 1 | 2 | 3) => testsThatSaid(row?.tests ?? 0, outcome)
const learnt = tell(sensorWith(), minutes(100))

describe('the flag of a row', () => {
  it('is a pass once the sensor is known, with every test that was made', () => {
    expect(learnt.rows[98]?.flag).toBe(1)
    expect(said(learnt.rows[98], passed)).toEqual([
      'gross-range',
      'spike',
      'rate-of-change',
      'flat-line',
      'gap',
    ])
  })

  it('says of the first reading that nothing is evaluated but its range', () => {
    expect(learnt.rows[0]?.flag).toBe(2)
    expect(said(learnt.rows[0], passed)).toEqual(['gross-range'])
  })

  it.each([
    ['within a page', 80],
    ['of its last row', 59],
    ['of its first row', 60],
  ])('tells a spike when the reading after it has come: %s', (_, peak) => {
    const sensor = sensorWith({ spike: 5 })
    const values = minutes(peak + 2, (index) => (index === peak ? 40 : calm(index)))
    const before = tell(sensor, values.slice(0, -1))
    expect(said(before.rows[peak], suspect)).not.toContain('spike')
    const { rows } = tell(
      sensor,
      values.slice(-1).map((value) => [value, peak + 1]),
      before.state,
    )
    const row = [...before.rows, ...rows].findLast(({ at }) => at === start + peak * minute)
    expect(said(row, suspect)).toContain('spike')
    expect(row?.flag).toBe(3)
  })

  it('is no pass for want of a spike while the sensor is not known', () => {
    const { rows } = tell(sensorWith({ spike: 5 }), [20, 20, 20])
    expect(said(rows[1], passed)).toContain('spike')
    expect(rows.map(({ flag }) => flag)).toEqual([2, 2, 2])
  })

  it('goes by the hour of the day', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => [hour, hour + 5] as const)
    const sensor = sensorWith({ climatology: { hours, timeZone: 'UTC' } })
    const { rows } = tell(sensor, [
      [6, 0],
      [5, 1],
      [6, 60],
      [0, 61],
      [51, 62],
      [5.9, 63],
    ])
    expect(rows.map(({ tests = 0 }) => outcomeOf(tests, 'climatology'))).toEqual([2, 1, 1, 2, 0, 1])
  })

  it('has no spike beside a gap or a failed reading', () => {
    const sensor = sensorWith({ spike: 5 })
    const gap = tell(sensor, [20, 20, 40, [20, 200], [20, 201]])
    expect(outcomeOf(gap.rows[2]?.tests ?? 0, 'spike')).toBe(0)
    const fault = tell(sensor, [20, 20, 40, 51, 20, 20])
    expect(fault.rows.map(({ tests = 0 }) => outcomeOf(tests, 'spike'))).toEqual([0, 1, 0, 0, 0, 0])
  })

  it('is suspect of the first reading after a gap, and of that one only', () => {
    const { rows } = tell(sensorWith(), [20, 20.1, 20, [20.1, 6], [20, 7]])
    expect(rows.map(({ flag }) => flag)).toEqual([2, 2, 2, 3, 2])
    expect(said(rows[3], suspect)).toEqual(['gap'])
  })

  it('is suspect of what changes too fast', () => {
    const { rows } = tell(sensorWith({ changePerInterval: 1 }), [20, 20, 26.1, 26.1])
    expect(rows.map((row) => said(row, suspect))).toEqual([[], [], ['rate-of-change'], []])
  })

  it('is suspect of what comes late, and failed where it is impossible besides', () => {
    const values = [20, 20, 20, [20, 0.5], [51, 1.5]] as const
    const late = tell(sensorWith(), values).effects.flatMap((effect) => effect.late)
    expect(late.map(({ row }) => [row.flag, said(row, suspect), said(row, failed)])).toEqual([
      [3, ['late'], []],
      [4, ['late'], ['gross-range']],
    ])
  })

  it('is suspect, then failed, of a sensor that is stuck', () => {
    const { rows } = tell(
      sensorWith({ stuckAfterSeconds: 600, learnsRests: false }),
      minutes(12, () => 20),
    )
    expect(rows.map(({ flag }) => flag).join('')).toBe('222223333344')
  })

  it('does not go by how a controller rests and steps', () => {
    const setpoint = sensorWith({ stuckAfterSeconds: 600, learnsRests: false }, { commanded: true })
    const values = minutes(200, (index) => (index < 100 ? calm(index) : index < 198 ? 20 : 45))
    const { rows, effects } = tell(setpoint, values)
    expect(rows.slice(100).map(({ flag }) => flag)).toEqual(new Array(100).fill(1))
    expect(effects.flatMap(({ anomalies }) => anomalies)).toEqual([])
  })
})

describe('a failed reading', () => {
  it('beyond its limits teaches nothing', () => {
    const after = tell(sensorWith(), [[51, 100]], learnt.state)
    expect(after.rows.at(-1)?.flag).toBe(4)
    expect(after.mine.rarity).toEqual(learnt.mine.rarity)
    expect(after.mine.flatLine).toEqual(learnt.mine.flatLine)
    expect(after.mine.neighbours.change).toBe(learnt.mine.neighbours.change)
  })

  it('of a stuck sensor teaches nothing, and is no surprise besides', () => {
    const sensor = sensorWith({ stuckAfterSeconds: 600, learnsRests: false })
    const stuck = (count: number) =>
      tell(
        sensor,
        Array.from({ length: count }, (_, index) => [20, 100 + index] as const),
        learnt.state,
      )
    const [before, after] = [stuck(9), stuck(300)]
    expect(before.rows.at(-1)?.flag).toBe(3)
    expect(after.rows.at(-1)?.flag).toBe(4)
    expect(after.mine.rarity).toEqual(before.mine.rarity)
    expect(after.mine.neighbours.change).toBe(before.mine.neighbours.change)
    const detectors = after.effects.flatMap(({ anomalies }) =>
      anomalies.map(({ detector }) => detector),
    )
    expect(detectors).toEqual(['flat-line'])
  })

  it('of a stuck sensor is not watched for surprises', () => {
    const sensor = sensorWith({ stuckAfterSeconds: 600, learnsRests: false })
    const stuck = (count: number) =>
      tell(
        sensor,
        Array.from({ length: count }, (_, index) => [45, 100 + index] as const),
        learnt.state,
      ).mine.watches.surprise
    expect(stuck(10).episode.state).toBe('detected')
    expect(stuck(11)).toEqual(stuck(10))
    expect(stuck(3)).not.toEqual(stuck(0))
  })

  it('that is suspect only is learnt from', () => {
    const sensor = sensorWith({ expected: { min: 0, max: 19 } })
    const after = tell(sensor, [[20.1, 100]], learnt.state)
    expect(after.rows.at(-1)?.flag).toBe(3)
    expect(after.mine.rarity.count).toBe(learnt.mine.rarity.count + 1)
  })
})

describe('the state of a sensor', () => {
  it('takes at most 150 bytes for the tests, and a kilobyte in all when it is packed', () => {
    const wave = (index: number) =>
      quantise(20 + 5 * Math.sin(index / 230) + Math.sin(index ** 2), 0.1)
    const { mine } = tell(sensorWith(), minutes(20_040, wave), newCellState, true)
    expect(JSON.stringify({ neighbours: mine.neighbours }).length).toBeLessThanOrEqual(150)
    const { page: _, rarity, ...rest } = mine
    const packed = encodeRarity(rarity).length + deflateRawSync(JSON.stringify(rest)).length
    expect(packed).toBeLessThanOrEqual(1_024)
  })
})
