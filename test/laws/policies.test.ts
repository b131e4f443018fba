import fc from 'fast-check'
import { expect, it } from 'vitest'
import { advanceEpisode, type Episode, type EpisodePolicy, quiet } from '#domain/episode.ts'
import { moreWatchful, ruleFor } from '#domain/policies/apply-policy.ts'
import { PolicySettings } from '#domain/policies/policy.ts'
import { periodsFor } from '#domain/policies/resolve-policy.ts'
import { policy } from '#test/support/policies.ts'
import { gardenSensor } from '#test/support/sites.ts'

const sensor = gardenSensor('pump', 'temperature')
const oneIn = fc.double({ min: 2, max: 1e12, noNaN: true })
const valid = fc
  .record({ tellAt: oneIn, recoverAt: oneIn }, { requiredKeys: [], noNullPrototype: true })
  .filter((settings) => PolicySettings.safeParse(settings).success)

/** Somebody has said something: each of three policies is sound by itself; nobody has seen them together. */
const base = fc.record({
  told: fc.integer({ min: 27, max: 120 }),
  share: fc.constantFrom(0, 0.5, 1),
})
const rules = fc
  .tuple(valid, valid, valid, fc.nat(6), base)
  .filter(
    ([site, metric, own, lessons]) =>
      JSON.stringify([site, metric, own]).includes(':') || lessons > 0,
  )
  .map(([site, metric, own, lessons, usual]) => {
    const all = [
      policy('site:garden', site),
      policy('metric:temperature', metric),
      policy(`sensor:${sensor.key}`, own),
    ]
    const known = Map.groupBy(all, ({ scope }) => scope)
    const instructions = { policies: periodsFor({ ...sensor, feed: null }, known), lessons: [] }
    const sustained = usual.told / 10
    const detector: EpisodePolicy = {
      ...{ immediate: sustained, sustained, calm: sustained * usual.share },
      ...{ holdReadings: 1, calmMilliseconds: 1 },
    }
    const ruled = { ...sensor, instructions }
    const { policy: episode } = ruleFor(ruled, 'rarity', detector, 1)
    return moreWatchful(episode, lessons)
  })

it('whatever policies and lessons say together, calm is below told', () => {
  fc.assert(
    fc.property(rules, ({ calm, sustained, immediate }) => {
      expect(calm).toBeLessThan(sustained)
      expect(sustained).toBeLessThanOrEqual(immediate)
      expect(Number.isFinite(calm) && calm >= 0).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

it('a score that stays between the two bounds begins nothing and ends nothing', () => {
  fc.assert(
    fc.property(rules, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (rule, shares) => {
      const told: Episode = { state: 'detected', onset: 0, detectedAt: 0, lastAt: 0 }
      const between = shares.map((share) =>
        Math.min(rule.calm + share * (rule.sustained - rule.calm), rule.sustained - 1e-9),
      )
      fc.pre(rule.calm < rule.sustained - 1e-9)
      for (const start of [quiet, told]) {
        let episode = start
        between.forEach((score, index) => {
          episode = advanceEpisode(episode, (index + 1) * 1e9, score, rule).episode
          expect(episode.state).toBe(start.state)
        })
      }
    }),
    { numRuns: 500 },
  )
})
