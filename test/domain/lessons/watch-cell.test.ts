import { expect, it } from 'vitest'
import type { SensorEffects } from '#domain/advance-sensor.ts'
import type { CellDetector, CellRow } from '#domain/detect/cell-detector.ts'
import type { Instructions } from '#domain/instructions.ts'
import type { Lesson } from '#domain/lessons/lesson.ts'
import { type CellWatches, watchCell } from '#domain/watch-cell.ts'
import { always } from '#test/support/policies.ts'
import { gardenCell } from '#test/support/sites.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 2)

/** Finds whatever the temperature says above zero as surprising as it is. */
const detector: CellDetector<unknown> = {
  ...{ name: 'pairs', version: 1, initial: null },
  policy: { immediate: 4, sustained: 3, holdReadings: 3, calm: 1, calmMilliseconds: 2 * minute },
  step: (state, { values }) => {
    const score = values['temperature'] ?? 0
    const figures = { score, value: 20 + score, expected: 20, low: 19, high: 21 }
    const words = { trouble: 'they disagree', reason: () => 'they disagree' }
    return { state, finding: { sensor: 'temperature', severity: 'warning', ...figures, ...words } }
  },
}

function run(scores: readonly number[], instructions?: Instructions) {
  const pump = gardenCell('pump')
  const sensors = pump.sensors.map((one) => (instructions ? { ...one, instructions } : one))
  const effects: SensorEffects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 }
  const rows = scores.map(
    (score, index): CellRow => ({
      ...{ at: start + index * minute, values: { temperature: score }, frame: 'f' },
    }),
  )
  let watches: CellWatches = {}
  for (const row of rows)
    watches = watchCell(watches, [row], { ...pump, sensors }, effects, [detector])
  const told = effects.anomalies.map(
    ({ state, expectedBy, severity }) => `${expectedBy ? 'expected ' : ''}${state} ${severity}`,
  )
  return { told, watches }
}

const lesson = (change: Partial<Lesson> = {}): Lesson => ({
  ...{ lesson: 'a', verdict: 'expected', by: 'Ada', detector: 'pairs', direction: 'above' },
  ...{ bound: 26, hours: null, from: 0, until: 1e15 },
  ...change,
})
const excursion = [0, 5, 5, 0, 0, 0, 0]

it('a detector of several sensors heeds policies and lessons of the sensor that tells', () => {
  expect(run(excursion).told).toEqual(['detected warning', 'cleared warning'])
  expect(run(excursion, always({ severity: 'critical' })).told).toEqual([
    'detected critical',
    'cleared critical',
  ])
  expect(run(excursion, always({ tellAt: 1e7 })).told).toEqual([])
  expect(run(excursion, always({ detectors: { pairs: { enabled: false } } })).told).toEqual([])
  expect(run(excursion, always({}, [lesson()])).told).toEqual([
    'expected detected warning',
    'expected cleared warning',
  ])
  expect(run(excursion, always({}, [lesson({ bound: 24 })])).told).toEqual(run(excursion).told)
  const barely = [0, 2.6, 2.6, 2.6, 0, 0, 0, 0]
  expect(run(barely).told).toEqual([])
  expect(run(barely, always({}, [lesson({ verdict: 'real' })])).told).toHaveLength(2)
})

it('one that is not instructed has no more state than before', () => {
  expect(Object.keys(run(excursion).watches['pairs'] ?? {})).toEqual(['state', 'watch'])
})
