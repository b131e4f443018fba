import { describe, expect, it } from 'vitest'
import { comparePolicies } from '#domain/policies/compare-policies.ts'
import { scopeProblems } from '#domain/policies/judge-scope.ts'
import { PolicyScope, PolicySettings } from '#domain/policies/policy.ts'
import { gardenCell } from '#test/support/sites.ts'

const complaints = (settings: unknown) =>
  PolicySettings.safeParse(settings).error?.issues.map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  ) ?? []

describe('the settings of a policy', () => {
  it.each([
    [{ tellAt: 100, recoverAt: 100 }, 'recoverAt is 100, not below tellAt, 100'],
    [{ tellAt: 5 }, 'tellAt Too small'],
    [{ recoverAt: 1 }, 'recoverAt Too small'],
    [{ above: { tell: 5, recover: 6 } }, 'above recover must be at or below tell'],
    [{ below: { tell: 5, recover: 4 } }, 'below recover must be at or above tell'],
    [
      { above: { tell: 5, recover: 5 }, below: { tell: 5, recover: 5 } },
      'below.tell is 5, not below above.tell, 5',
    ],
    [{ detectors: { silence: { tellAt: 10 } } }, 'detectors.silence.tellAt cannot be set'],
    [{ detectors: { limit: { tellAt: 10, recoverAt: 20 } } }, 'detectors.limit.recoverAt is 20'],
    [{ minimumDurationSeconds: -1 }, 'minimumDurationSeconds'],
    [{ severity: 'bad' }, 'severity'],
    [{ tell: 10 }, 'Unrecognized key: "tell"'],
  ])('%j are refused: %s', (settings, complaint) => {
    expect(complaints(settings).join()).toContain(complaint)
  })

  it('may say anything that leaves room to recover', () => {
    expect(
      complaints({
        enabled: true,
        tellAt: 1e6,
        recoverAt: 99,
        severity: [{ from: 1e3, severity: 'info' }],
        above: { tell: 5, recover: 4 },
        below: { tell: 1, recover: 1 },
        detectors: { silence: { enabled: false } },
      }),
    ).toEqual([])
  })
})

describe('a scope', () => {
  const read = (scope: string) => PolicyScope.safeParse(scope).success
  it.each(['feed:a', 'metric:a', 'site:a', 'site:a,metric:b', 'sensor:a.b.c'])(
    'may be %s',
    (scope) => expect(read(scope)).toBe(true),
  )
  it.each(['', 'a', 'cell:a', 'feed:a,metric:b', 'metric:a,site:b', 'sensor:a.b', 'site:A'])(
    'may not be "%s"',
    (scope) => expect(read(scope)).toBe(false),
  )

  it.each([
    ['site:park', {}, 'no site is named "park"; apply its site file first'],
    ['feed:moon', {}, 'no feed is named "moon"; choose ecocell or nutrient-network'],
    ['site:garden,metric:wit', {}, 'no metric is named "wit"'],
    ['sensor:garden.pump.wit', {}, 'no sensor is named "garden.pump.wit"'],
    ['site:garden', { detectors: { magic: {} } }, 'no detector is named "magic"; choose '],
  ])('%s with %j is refused: %s', (scope, settings, complaint) => {
    expect(scopeProblems({ scope, settings }, [gardenCell('pump')]).join()).toContain(complaint)
  })

  it.each([
    'site:garden',
    'feed:ecocell',
    'metric:co2',
    'metric:humidity',
    'sensor:garden.pump.humidity',
  ])('%s is known', (scope) =>
    expect(scopeProblems({ scope, settings: {} }, [gardenCell('pump')])).toEqual([]),
  )
})

describe('what a version changed', () => {
  it('is told field by field, as is what it left out', () => {
    const before = { tellAt: 10, above: { tell: 2, recover: 1 }, enabled: true }
    const after = { tellAt: 20, enabled: true, detectors: { limit: { severity: 'info' as const } } }
    expect(comparePolicies(before, after)).toEqual([
      { field: 'above', before: { tell: 2, recover: 1 }, after: null },
      { field: 'detectors.limit.severity', before: null, after: 'info' },
      { field: 'tellAt', before: 10, after: 20 },
    ])
  })
})
