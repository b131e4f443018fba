import { expect, it } from 'vitest'
import type { SensorEffects } from '#domain/advance-sensor.ts'
import type { CellDetector, CellRow, Finding } from '#domain/detect/cell-detector.ts'
import { type CellWatches, watchCell } from '#domain/watch-cell.ts'
import { ruled } from '#test/support/policies.ts'
import { gardenCell } from '#test/support/sites.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 2)
const pump = gardenCell('pump')

const finding = (score: number, more: Partial<Finding> = {}): Finding => ({
  ...{ score, value: 20 + score, expected: 20, low: 19, high: 21, severity: 'warning' },
  ...{ sensor: 'temperature', trouble: 'they disagree', reason: () => 'they disagree' },
  ...more,
})

const detector = (found: (row: number) => Finding | null): CellDetector<number> => ({
  ...{ name: 'pairs', version: 3, initial: 0 },
  policy: { immediate: 4, sustained: 4, holdReadings: 1, calm: 1, calmMilliseconds: 0 },
  step: (state) => ({ state: state + 1, finding: found(state) }),
})

const tellerAt = (row: number) => (row < 2 ? 'temperature' : 'humidity')

function watch(by: CellDetector<number>, count: number, cell = pump) {
  const effects: SensorEffects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 }
  const rows = Array.from(
    { length: count },
    (_, row): CellRow => ({ at: start + row * minute, values: {}, frame: `f${row}` }),
  )
  const watches = watchCell({}, rows, cell, effects, [by as CellDetector<unknown>])
  return { told: effects.anomalies, watches }
}

it('who told of an excursion first tells of all of it, whoever shows it most later', () => {
  const course = [0, 5, 7, 9, 0, 0, 6, 0]
  const { told } = watch(
    detector((row) => finding(course[row] ?? 0, { sensor: tellerAt(row) })),
    course.length,
  )
  expect(told.map(({ sensor, state, frame }) => [sensor, state, frame])).toEqual([
    ['garden.pump.temperature', 'detected', 'f1'],
    ['garden.pump.temperature', 'cleared', 'f1'],
    ['garden.pump.humidity', 'detected', 'f6'],
    ['garden.pump.humidity', 'cleared', 'f6'],
  ])
  expect(told[1]?.score).toBe(9)
})

it('what people said of who told it first holds until it is over', () => {
  const sensors = pump.sensors.map((one) =>
    one.sensor === 'humidity' ? ruled(one, { enabled: false }) : one,
  )
  const by = detector((row) => finding(row < 4 ? 5 : 0, { sensor: tellerAt(row) }))
  const { told } = watch(by, 6, { ...pump, sensors })
  const cleared = told.flatMap((one) => (one.state === 'cleared' ? [one.clearedAt] : []))
  expect(cleared).toEqual([start + 4 * minute])
})

it('trouble, contributors, onset and the detector reach the anomaly, at their strongest', () => {
  const by = (label: string) => [{ sensor: 'garden.pump.temperature', label, share: 1 }]
  const { told } = watch(
    detector((row) => {
      if (row === 2) return finding(5, { onset: start, contributors: by('first') })
      if (row === 3) return finding(8, { trouble: 'worse', contributors: by('second') })
      return row === 4 ? finding(6, { trouble: 'better', contributors: by('third') }) : finding(0)
    }),
    6,
  )
  expect(told[0]).toMatchObject({
    ...{ detector: 'pairs', detectorVersion: 3, onset: start, detectedAt: start + 2 * minute },
    ...{ trouble: 'they disagree', contributors: by('first'), reason: 'they disagree' },
  })
  expect(told[1]).toMatchObject({
    ...{ state: 'cleared', score: 8, trouble: 'worse', contributors: by('second'), onset: start },
  })
})

it('a detector that looks at each sensor by itself has a state and a course for each', () => {
  const seen = new Set<string>()
  const own = detector(() => finding(5))
  const each: CellDetector<number> = {
    ...own,
    perSensor: true,
    step: (state, row, { sensors }) => {
      const names = sensors.map(({ sensor }) => sensor).join(' ')
      seen.add(names)
      const step = own.step(state, row, pump)
      const isWarm = names === 'temperature' && row.at > start
      return { ...step, finding: finding(isWarm ? 5 : 0, { sensor: names }) }
    },
  }
  const { told, watches } = watch(each, 3)
  expect([...seen]).toEqual(['temperature', 'humidity'])
  expect(Object.keys(watches)).toEqual(['pairs/temperature', 'pairs/humidity'])
  expect(told.map(({ sensor }) => sensor)).toEqual(['garden.pump.temperature'])
  const courses = Object.values(watches).map(({ state, watch: of }) => [state, of.episode.state])
  expect(courses).toEqual([
    [3, 'detected'],
    [3, 'quiet'],
  ])
})

it('what nothing can be said of changes no course, and is learnt all the same', () => {
  const { told, watches } = watch(
    detector((row) => (row === 0 ? finding(5) : null)),
    5,
  )
  expect(told.map(({ state }) => state)).toEqual(['detected'])
  expect(watches['pairs']?.state).toBe(5)
  expect(watches['pairs']?.watch.anomaly?.lastAt).toBe(start)
})

it('nothing is told in the name of a sensor that the cell has not', () => {
  expect(
    watch(
      detector(() => finding(9, { sensor: 'gone' })),
      3,
    ).told,
  ).toEqual([])
})

it('without a row, all stays as it was', () => {
  const before: CellWatches = {}
  const effects: SensorEffects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 }
  const by = detector(() => finding(9)) as CellDetector<unknown>
  expect(watchCell(before, [], pump, effects, [by])).toBe(before)
})
