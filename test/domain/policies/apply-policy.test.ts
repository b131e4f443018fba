import { describe, expect, it } from 'vitest'
import type { Lesson } from '#domain/lessons/lesson.ts'
import { moreWatchful, ruleFor, severityOf } from '#domain/policies/apply-policy.ts'
import type { PolicySettings } from '#domain/policies/policy.ts'
import { newSensorState } from '#domain/sensor-state.ts'
import { watchPolicies } from '#domain/watch-policies.ts'
import { hearInstructions, type Sighting, watchSensor } from '#domain/watch-sensor.ts'
import { always, ruled } from '#test/support/policies.ts'
import { gardenSensor } from '#test/support/sites.ts'

const sensor = gardenSensor('pump', 'temperature')
const base = { immediate: 4.5, sustained: 3, holdReadings: 3, calm: 1.5, calmMilliseconds: 1 }
const rule = (settings: PolicySettings, detector = 'a-detector') =>
  ruleFor(ruled(sensor, settings), detector, base, 1)
const sighting: Sighting = {
  ...{ detector: 'a-detector', detectorVersion: 1, at: 1_000, score: 5, value: 30, expected: 20 },
  ...{ low: 18, high: 22, severity: 'warning', frame: 'f', reason: () => 'why' },
}

describe('a policy is applied to what a detector does by itself', () => {
  it('and without one nothing changes', () => {
    expect(ruleFor(sensor, 'a-detector', base, 1).policy).toBe(base)
    expect(hearInstructions(sensor, base, sighting).sighting).toBe(sighting)
    expect(rule({})).toMatchObject({ enabled: true, policy: base })
  })

  it.each<[PolicySettings, object]>([
    [{ tellAt: 1e5 }, { sustained: 5, immediate: 6.5, calm: 1.5 }],
    [{ tellAt: 10 }, { sustained: 1, immediate: 2.5, calm: 0.5 }],
    [{ recoverAt: 100 }, { sustained: 3, calm: 2 }],
    [{ recoverAt: 1e4 }, { sustained: 3, calm: 1.5 }],
    [{ minimumDurationSeconds: 90 }, { minimumMilliseconds: 90_000 }],
    [{ tellAt: 10, detectors: { 'a-detector': { tellAt: 1e4 } } }, { sustained: 4 }],
    [{ tellAt: 10, detectors: { another: { tellAt: 1e4 } } }, { sustained: 1 }],
  ])('%j', (settings, expected) => {
    expect(rule(settings).policy).toMatchObject(expected)
  })

  it('but what goes by time can only be turned off', () => {
    const said = { tellAt: 1e9, minimumDurationSeconds: 9, severity: 'info' as const }
    expect(rule(said, 'silence')).toMatchObject({ enabled: true, policy: base })
    expect(rule(said, 'silence').severity).toBeUndefined()
    expect(rule({ enabled: false }, 'silence').enabled).toBe(false)
    const spared = { enabled: false, detectors: { silence: { enabled: true } } }
    expect([rule(spared, 'silence').enabled, rule(spared).enabled]).toEqual([true, false])
  })

  it('from its moment on', () => {
    const periods = [
      { from: 100, settings: { tellAt: 10 }, sources: [] },
      { from: 200, settings: { tellAt: 100 }, sources: [] },
    ]
    const own = { ...sensor, instructions: { policies: periods, lessons: [] } }
    const told = [99, 100, 199, 200].map((at) => ruleFor(own, 'd', base, at).policy.sustained)
    expect(told).toEqual([3, 1, 1, 2])
  })

  it('to an anomaly, which names it with its threshold', () => {
    const own = ruled(sensor, { tellAt: 100, severity: 'critical' })
    const [told] = watchSensor(newSensorState, 'surprise', own, sighting).told
    expect(told).toMatchObject({ severity: 'critical', threshold: 2, policy: ['site:garden@1'] })
    const [plain] = watchSensor(newSensorState, 'surprise', sensor, sighting).told
    expect(plain).toMatchObject({
      severity: 'warning',
      threshold: watchPolicies.surprise.sustained,
    })
    expect(plain?.policy).toBeUndefined()
  })

  it('to one that goes on while its detector is turned off: it ends', () => {
    const { state } = watchSensor(newSensorState, 'surprise', sensor, sighting)
    const later = { ...sighting, at: 1_000 + 3_600_000 }
    const [told] = watchSensor(state, 'surprise', ruled(sensor, { enabled: false }), later).told
    expect(told).toMatchObject({ state: 'cleared' })
  })
})

describe('severity', () => {
  const steps = [
    { from: 1e6, severity: 'critical' as const },
    { from: 1e3, severity: 'info' as const },
  ]
  it.each([
    [undefined, 9, 'warning'],
    ['major', 1, 'major'],
    [steps, 2, 'warning'],
    [steps, 3, 'info'],
    [steps, 7, 'critical'],
  ] as const)('%j at score %d is %s', (wanted, score, expected) => {
    expect(severityOf(wanted as never, score, 'warning', false)).toBe(expected)
  })
})

describe('a note, which calls nobody', () => {
  const note: Sighting = { ...sighting, severity: 'info' }
  const heard = (settings: PolicySettings, lessons: readonly Lesson[] = []) =>
    hearInstructions({ ...sensor, instructions: always(settings, lessons) }, base, note).sighting
  const real: Lesson = {
    ...{ lesson: 'a', verdict: 'real', by: 'Ada', detector: 'a-detector', direction: 'above' },
    ...{ bound: 30, hours: null, from: 0, until: 1e15 },
  }

  it.each<[PolicySettings, readonly Lesson[], string]>([
    [{}, [], 'info'],
    [{ severity: 'critical' }, [], 'info'],
    [{ tellAt: 1e4 }, [], 'warning'],
    [{ tellAt: 1e4, severity: 'critical' }, [], 'critical'],
    [{ severity: [{ from: 1e4, severity: 'major' }] }, [], 'major'],
    [{}, [real], 'warning'],
    [{}, [{ ...real, direction: 'below' }], 'info'],
  ])('by %j and %j is told as %s', (settings, lessons, severity) => {
    expect(heard(settings, lessons).severity).toBe(severity)
  })
})

describe('what people called real', () => {
  const real = (index: number, change: Partial<Lesson> = {}): Lesson => ({
    ...{ lesson: `${index}`, verdict: 'real', by: 'Ada', detector: 'a-detector' },
    ...{ direction: 'above', bound: 30, hours: null, from: 0, until: 1e15 },
    ...change,
  })
  const heard = (...lessons: Lesson[]) =>
    hearInstructions({ ...sensor, instructions: always({}, lessons) }, base, sighting).policy

  it('is told sooner, by half a decade each, a decade at most, and calm moves along', () => {
    expect(heard(real(1))).toMatchObject({ sustained: 2.5, immediate: 4, calm: 1.25 })
    expect(heard(real(1), real(2))).toMatchObject({ sustained: 2, immediate: 3.5, calm: 1 })
    expect(heard(real(1), real(2), real(3)).sustained).toBe(2)
  })

  it('only of its detector, on its side, while it holds', () => {
    const others: Partial<Lesson>[] = [
      { detector: 'another' },
      { direction: 'below' },
      { until: 1_000 },
      { from: 1_001 },
      { hours: { from: 60, to: 120 } },
    ]
    expect(heard(...others.map((change, index) => real(index, change)))).toEqual(base)
  })

  it('never brings a threshold below one in a hundred, nor lifts one', () => {
    expect(moreWatchful({ ...base, sustained: 2.2 }, 2).sustained).toBe(2)
    expect(moreWatchful({ ...base, sustained: 1, calm: 0.5 }, 2)).toMatchObject({
      sustained: 1,
      calm: 0.5,
    })
  })
})
