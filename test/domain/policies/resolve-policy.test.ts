import { describe, expect, it } from 'vitest'
import type { PolicySettings } from '#domain/policies/policy.ts'
import { fieldsAt, periodsFor, periodsKept } from '#domain/policies/resolve-policy.ts'
import { policy } from '#test/support/policies.ts'

const place = { feed: 'ecocell', site: 'garden', metric: 'co2', key: 'garden.h1.co2' }
const scopes = [
  'feed:ecocell',
  'metric:co2',
  'site:garden',
  'site:garden,metric:co2',
  'sensor:garden.h1.co2',
]
const at = (scope: string, settings: PolicySettings, version = 1, from = 0) =>
  policy(scope, settings, { version, from })
const known = (...all: ReturnType<typeof policy>[]) => Map.groupBy(all, ({ scope }) => scope)

describe('of several policies', () => {
  it.each(scopes.slice(1).map((scope, index) => [scopes[index] ?? '', scope]))(
    '%s gives way to %s',
    (general, specific) => {
      const both = known(at(specific, { tellAt: 100 }), at(general, { tellAt: 1_000 }))
      expect(periodsFor(place, both)).toEqual([
        { from: 0, settings: { tellAt: 100 }, sources: [`${general}@1`, `${specific}@1`] },
      ])
    },
  )

  it('each says its own fields, a limit as a whole, a detector field by field', () => {
    const all = known(
      at('feed:ecocell', {
        tellAt: 1_000,
        above: { tell: 9, recover: 8 },
        detectors: { silence: { enabled: false }, limit: { minimumDurationSeconds: 5 } },
      }),
      at('sensor:garden.h1.co2', {
        severity: 'info',
        above: { tell: 7, recover: 6 },
        detectors: { limit: { severity: 'critical' } },
      }),
    )
    expect(periodsFor(place, all)[0]?.settings).toEqual({
      tellAt: 1_000,
      severity: 'info',
      above: { tell: 7, recover: 6 },
      detectors: {
        silence: { enabled: false },
        limit: { minimumDurationSeconds: 5, severity: 'critical' },
      },
    })
  })

  it('those of other feeds, sites, metrics and sensors say nothing', () => {
    const others = ['feed:nutrient-network', 'site:park', 'metric:ph', 'sensor:garden.h2.co2']
    const all = known(...others.map((scope) => at(scope, { enabled: false })))
    expect(periodsFor(place, all)).toEqual([])
  })

  it('the field tells whose word it is', () => {
    const all = known(
      at('site:garden', { tellAt: 10, recoverAt: 2 }),
      at('metric:co2', { tellAt: 50 }),
    )
    const said = fieldsAt(place, all, 0).map(({ field, value, scope }) => [field, value, scope])
    expect(said).toEqual([
      ['recoverAt', 2, 'site:garden'],
      ['tellAt', 10, 'site:garden'],
    ])
  })
})

describe('a version', () => {
  it('holds from its moment of event time until that of the next, whenever it was written', () => {
    const all = known(
      at('site:garden', { tellAt: 10 }, 1, 100),
      at('site:garden', { tellAt: 20 }, 2, 200),
      at('site:garden', {}, 3, 300),
    )
    expect(periodsFor(place, all).map(({ from, settings }) => [from, settings])).toEqual([
      [100, { tellAt: 10 }],
      [200, { tellAt: 20 }],
      [300, {}],
    ])
  })

  it('that begins before an earlier one leaves it nothing', () => {
    const all = known(
      at('site:garden', { tellAt: 10 }, 1, 200),
      at('site:garden', { tellAt: 20 }, 2, 100),
    )
    expect(periodsFor(place, all).map(({ from, settings }) => [from, settings])).toEqual([
      [100, { tellAt: 20 }],
    ])
  })

  it('is forgotten after so many others, so that state stays small', () => {
    const many = Array.from({ length: 3 * periodsKept }, (_, index) =>
      at('site:garden', { tellAt: 10 + index }, index + 1, index),
    )
    const periods = periodsFor(place, known(...many))
    expect(periods).toHaveLength(periodsKept)
    expect(periods.at(-1)?.settings).toEqual({ tellAt: 9 + 3 * periodsKept })
  })
})
