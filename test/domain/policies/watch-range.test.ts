import { expect, it } from 'vitest'
import type { PolicySettings } from '#domain/policies/policy.ts'
import { watchRange } from '#domain/quality/watch-range.ts'
import { newSensorState, type SensorState } from '#domain/sensor-state.ts'
import { ruled } from '#test/support/policies.ts'
import { gardenSensor } from '#test/support/sites.ts'

const start = Date.UTC(2026, 2, 2)

function toldBy(settings: PolicySettings): string[] {
  const sensor = ruled(gardenSensor('pump', 'temperature'), settings)
  let state: SensorState = newSensorState
  return [0, 1, 2, 3].flatMap((index) => {
    const seen = { expected: null, low: null, high: null, score: null, flag: 4 } as const
    const row = { at: start + index * 60_000, value: 99, ...seen }
    const step = watchRange(state, row, true, sensor, 'f')
    state = step.state
    return step.told.map((anomaly) => anomaly.detector)
  })
}

it('what a sensor cannot measure is told unless a policy turns that off', () => {
  expect(toldBy({ tellAt: 1e9, severity: 'info' })).toEqual(['out-of-range'])
  expect(toldBy({ enabled: false })).toEqual([])
  expect(toldBy({ detectors: { 'out-of-range': { enabled: false } } })).toEqual([])
})
