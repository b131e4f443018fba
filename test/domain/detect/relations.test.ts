import { describe, expect, test } from 'vitest'
import type { CellDetector } from '#domain/detect/cell-detector.ts'
import { emptyGroup } from '#domain/detect/relations/group.ts'
import { judge } from '#domain/detect/relations/judge.ts'
import { type Relations, relations } from '#domain/detect/relations.ts'
import type { Cell } from '#domain/sensor.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { clusterCell, day, hour, liveWatched, monday } from '#test/support/cell-watching.ts'
import { peopleCell } from '#test/support/people-cell.ts'

const detector = relations as CellDetector<unknown>
const second = 1_000
const five = 300_000
/** Its sensors speak each second, so that an hour holds all that is to be learnt. */
const cell = {
  ...clusterCell(),
  sensors: clusterCell().sensors.map((sensor) => ({ ...sensor, expectedIntervalSeconds: 1 })),
}
const sensors = cell.sensors.map(({ sensor }) => sensor)

/** By row: what is added to a sensor, in widths of the movement that all make; null is no word. */
type Change = (row: number, sensor: string) => number | null
const nothing: Change = () => 0
const only =
  (name: string, from: number, until: number, widths: number): Change =>
  (row, sensor) =>
    sensor === name && row >= from && row < until ? widths : 0

/** All sensors go up and down together every four minutes' worth of rows, each a little by itself, too. */
function bed(change: Change = nothing, every = second) {
  return (at: number) => {
    const row = (at - monday) / every
    return Object.fromEntries(
      sensors.flatMap((sensor, index) => {
        const added = change(row, sensor)
        if (added === null) return []
        const together = Math.sin((2 * Math.PI * row) / 240) + gaussian(1, row) / 4
        const alone = gaussian(index + 2, row) / 5
        return [[sensor, (5 + (together + alone + added) / 4) * (1 + index / 4)]]
      }),
    )
  }
}

const live = (change: Change, rows: number, every = second) =>
  liveWatched({
    ...{ detector, cell, values: bed(change, every) },
    ...{ everyMilliseconds: every, days: (rows * every) / day },
  }).told

function one<Item>(items: readonly Item[]): readonly Item[] {
  expect(items).toHaveLength(1)
  return items
}

const from = 2_000
const until = 2_300
const rowOf = (at: number | undefined) => ((at ?? Number.NaN) - monday) / second

describe('a sensor that departs from what it has in common with the others', () => {
  test.each([1.5, 3, 30, 3_000])(
    'by %d widths is told within ten rows, once, and ends',
    (widths) => {
      const told = live(only('ph', from, until, widths), 2_600)
      expect(told.map(({ state }) => state)).toEqual(['detected', 'cleared'])
      const [first, last] = told
      expect(first).toMatchObject({ detector: 'relations', sensor: 'plot.bed.ph' })
      expect(first?.trouble).toBe('its sensors no longer agree')
      expect(rowOf(first?.onset)).toBeGreaterThanOrEqual(from)
      expect(rowOf(first?.detectedAt)).toBeLessThan(from + 10)
      expect(rowOf(last?.state === 'cleared' ? last.clearedAt : undefined)).toBeGreaterThan(until)
      expect(rowOf(last?.state === 'cleared' ? last.clearedAt : undefined)).toBeLessThan(until + 30)
    },
  )

  test('comes first among those who show it, and their shares are all of it', () => {
    for (const name of ['soil-moisture', 'ph', 'symbiogen-activity'])
      for (const { contributors = [] } of one(live(only(name, from, from + 9, 5), from + 9))) {
        expect(contributors[0]?.sensor).toBe(`plot.bed.${name}`)
        const shares = contributors.map(({ share }) => share)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
        expect(shares).toEqual(shares.toSorted((a, b) => b - a))
        expect(Math.min(...shares)).toBeGreaterThan(0)
      }
  })

  test('is told with what would have fitted, and what it says instead', () => {
    const [first] = live(only('ph', from, until, 3), until)
    const { value = 0, low = 0, high = 0, expected = 0 } = first ?? {}
    expect(value).toBeGreaterThan(high)
    expect(expected).toBeCloseTo((low + high) / 2, 9)
    expect(first?.reason).toMatch(
      /^pH no longer goes with the others: \d\.\d\d pH at 00:33 UTC, where \d\.\d\d to \d\.\d\d would fit the other 6 sensors; a chance of .*\. It shows in pH \d+ %/,
    )
  })

  test('is told when it stays where it is while the others go on', () => {
    const stuck: Change = (row, sensor) =>
      sensor === 'nitrate' && row >= from
        ? Math.sin((2 * Math.PI * from) / 240) - Math.sin((2 * Math.PI * row) / 240)
        : 0
    const [first] = live(stuck, from + 60)
    expect(first?.sensor).toBe('plot.bed.nitrate')
    expect(rowOf(first?.detectedAt)).toBeLessThan(from + 40)
  })
})

describe('nothing is told', () => {
  test('of what all do together, as they have done before', () => {
    expect(live(nothing, 3_500)).toEqual([])
    const stays: Change = (row) => (row >= from && row < until ? 0.5 : 0)
    expect(live(stays, 2_600)).toEqual([])
  })

  test('before each sensor has been up and down a few times', () => {
    expect(live(only('ph', 50, 150, 3), 150)).toEqual([])
    expect(live(only('ph', 1_000, 1_100, 3), 1_100)).toHaveLength(1)
  })

  test('from the first hour to the second day, since a day is not known before', () => {
    const rows = (count: number) => (count * day) / five
    const change = (at: number) => only('ph', at, at + 12, 3)
    expect(live(change(rows(1.5)), rows(1.6), five)).toEqual([])
    expect(live(change(rows(9)), rows(9.02), five)).toHaveLength(1)
  })

  test('for rows that lack sensors, and what departs shows through them', () => {
    const holes = (change: Change): Change => {
      return (row, sensor) =>
        gaussian(sensors.indexOf(sensor) + 50, row) > 1.3 ? null : change(row, sensor)
    }
    expect(live(holes(nothing), 3_500)).toEqual([])
    expect(live((row) => (row % 97 < 9 ? null : 0), 3_500)).toEqual([])
    const told = live(holes(only('ph', from, until, 3)), 2_600)
    expect(told.map(({ state, sensor }) => `${sensor} ${state}`)).toEqual([
      'plot.bed.ph detected',
      'plot.bed.ph cleared',
    ])
  })

  test('of a sensor that has said nothing for a while, and the others are judged without it', () => {
    const gone =
      (change: Change): Change =>
      (row, sensor) =>
        sensor === 'nitrate' && row > 1_500 ? null : change(row, sensor)
    expect(live(gone(nothing), 3_500)).toEqual([])
    const [first] = live(gone(only('ph', from, until, 3)), until)
    expect(first?.sensor).toBe('plot.bed.ph')
    expect(first?.contributors?.map(({ sensor }) => sensor)).not.toContain('plot.bed.nitrate')
  })
})

test('what stays is told once, then learnt anew, and what was open ends', () => {
  const told = live(only('ph', 1_200, 3_600, 5), 3_590)
  expect(told.map(({ state }) => state)).toEqual(['detected', 'cleared'])
  const cleared = told[1]?.state === 'cleared' ? told[1].clearedAt : undefined
  expect(rowOf(cleared)).toBeGreaterThan(2_300)
  expect(rowOf(cleared)).toBeLessThan(2_450)
})

describe('what is commanded', () => {
  const machines = peopleCell().sensors.filter(({ minimumPeople }) => minimumPeople === 0)
  const house = {
    ...peopleCell(),
    sensors: machines.map((sensor) => ({ ...sensor, expectedIntervalSeconds: 1 })),
  }
  /** Air goes with its setpoint and the weather, the power against the weather, the rest with the air. */
  const told = (power: (row: number) => number, air: Change, setpoint: Change = nothing) =>
    liveWatched({
      ...{ detector, cell: house, everyMilliseconds: second, days: 2_400_000 / day },
      values: (at) => {
        const row = (at - monday) / second
        const weather = Math.sin((2 * Math.PI * row) / 240)
        const asked = 20 + Math.round(10 * gaussian(9, Math.floor(row / 60))) / 10
        const warmth = asked + weather + gaussian(1, row) / 5
        return {
          'air-temperature': warmth + (air(row, 'air-temperature') ?? 0),
          humidity: 120 - 3 * warmth + gaussian(2, row),
          co2: 800 + 9 * warmth + 3 * gaussian(3, row),
          'temperature-setpoint': asked + (setpoint(row, 'temperature-setpoint') ?? 0),
          'conditioning-power': power(row),
        }
      },
    }).told
  const half = (row: number) => 5 * gaussian(4, row) - 80 * Math.sin((2 * Math.PI * row) / 240)
  const away = only('air-temperature', from, until, 4)

  test('is never blamed, whoever does not follow', () => {
    const air = told(half, away)
    const setpoint = told(half, nothing, (row) => (row >= from ? 2 : 0))
    for (const anomalies of [air, setpoint]) {
      expect(anomalies[0]?.state).toBe('detected')
      const blamed = anomalies.flatMap(({ sensor, contributors = [] }) => [
        sensor,
        ...contributors.map((one) => one.sensor),
      ])
      expect(blamed).not.toContain('quarter.house.temperature-setpoint')
      expect(blamed).not.toContain('quarter.house.conditioning-power')
    }
    expect(air[0]?.sensor).toBe('quarter.house.air-temperature')
  })

  test('excuses the others while it has nothing left to give, unless it never has', () => {
    const frost = (row: number) => (row >= from - 60 ? 100 : half(row))
    const detected = told(frost, away).map(({ detectedAt }) => rowOf(detectedAt))
    expect(detected.filter((row) => row >= from)).toEqual([])
    expect(told(half, away).some(({ detectedAt }) => rowOf(detectedAt) >= from)).toBe(true)
    expect(told(() => 100, away)[0]?.sensor).toBe('quarter.house.air-temperature')
  })
})

function groupsOf(of: Cell) {
  const { watches } = liveWatched({
    ...{ detector, cell: of, values: () => ({ ph: 6 }), everyMilliseconds: hour, days: hour / day },
  })
  const state = watches['relations']?.state as Relations
  return state.groups.map(({ names }) => names)
}

describe('who is looked at together', () => {
  const many = (count: number): Cell => ({
    ...cell,
    sensors: cell.sensors.concat(cell.sensors, cell.sensors).slice(0, count),
  })

  test.each([
    [1, []],
    [2, [2]],
    [10, [10]],
    [11, [6, 5]],
    [21, [7, 7, 7]],
  ])('of %d sensors: groups of %j', (count, sizes) => {
    expect(groupsOf(many(count)).map((names) => names.length)).toEqual(sizes)
  })

  test('is no sensor of what people say', () => {
    const people = peopleCell().sensors.filter(({ minimumPeople }) => minimumPeople > 0)
    const grouped = groupsOf(peopleCell()).flat()
    expect(grouped).toContain('temperature-setpoint')
    expect(grouped.filter((name) => people.some(({ sensor }) => sensor === name))).toEqual([])
  })
})

test('what is just as expected has no score, also where nothing may be told', () => {
  const group = emptyGroup(['ph', 'nitrate'])
  Object.assign(group.channels, { spread: [1, 1], swings: [99, 99], twice: [2, 2] })
  const exact = { channel: 0, sensor: 0, departure: 0, doubt: 1, deviation: 1 }
  expect(judge(group, [exact], 0, 2).map(({ score }) => score)).toEqual([0])
})
