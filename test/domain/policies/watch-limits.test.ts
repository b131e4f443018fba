import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import type { PolicySettings } from '#domain/policies/policy.ts'
import { watchLimits } from '#domain/policies/watch-limits.ts'
import { newSensorState, type SensorState } from '#domain/sensor-state.ts'
import { ruled } from '#test/support/policies.ts'
import { gardenSensor } from '#test/support/sites.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 2)
const values: Readonly<Record<string, number>> = { _: 3, '.': 20, o: 28, '!': 31 }

/** A reading a minute: `_` far too low, `.` calm, `o` between the bounds, `!` too high. */
function run(timeline: string, settings: PolicySettings) {
  const sensor = ruled(gardenSensor('pump', 'temperature'), settings)
  let state: SensorState = newSensorState
  const told: Anomaly[] = []
  const states = [...timeline].map((letter, index) => {
    const value = values[letter] ?? 0
    const seen = { expected: null, low: null, high: null, score: null, flag: 1 } as const
    const step = watchLimits(state, { at: start + index * minute, value, ...seen }, sensor, 'f')
    state = step.state
    told.push(...step.told)
    return { quiet: 'q', pending: 'p', detected: 'D' }[
      state.courses?.limit?.episode.state ?? 'quiet'
    ]
  })
  return { states: states.join(''), told, state }
}

const high = { above: { tell: 30, recover: 25 } }

describe('a limit', () => {
  it.each<[string, string, PolicySettings, string]>([
    ['is told at once', '..!..', high, 'qqDqq'],
    ['goes on between its bounds, where nothing begins', 'oo!oo.oo', high, 'qqDDDqqq'],
    ['does not flap on the edge', '!o!o!o.', high, 'DDDDDDq'],
    ['waits as long as it must hold', '!!!!.', { ...high, minimumDurationSeconds: 120 }, 'ppDDq'],
    ['forgets what did not hold', '!!o!!!', { ...high, minimumDurationSeconds: 120 }, 'ppqppD'],
    ['may lie below, too', '.__.', { below: { tell: 5, recover: 10 } }, 'qDDq'],
    ['may lie on both sides', '_!.', { ...high, below: { tell: 5, recover: 10 } }, 'DDq'],
    ['may be turned off', '!!', { ...high, detectors: { limit: { enabled: false } } }, 'qq'],
    ['is off where all is', '!!', { ...high, enabled: false }, 'qq'],
    ['is none where no policy says so', '_!_!', { tellAt: 10 }, 'qqqq'],
  ])('%s', (_, timeline, settings, states) => {
    expect(run(timeline, settings).states).toBe(states)
  })

  it('says which one was crossed, by whose word and how gravely', () => {
    const both = { ...high, below: { tell: 5, recover: 10 }, minimumDurationSeconds: 60 }
    const [up] = run('!!', { ...both, severity: 'critical' }).told
    expect(up).toMatchObject({
      ...{ detector: 'limit', severity: 'critical', policy: ['site:garden@1'], low: 5, high: 30 },
      reason:
        'Temperature 31.0 °C at 00:01 UTC, for 60 s; by policy site:garden@1 at most 30.0 °C.',
    })
    const [down] = run('__', both).told
    expect(down).toMatchObject({
      severity: 'major',
      reason: expect.stringMatching(/at least 5\.0 °C/),
    })
  })

  it('leaves no trace in the state when it is over', () => {
    expect(run('.!o.', high).state).toEqual(newSensorState)
  })
})
