import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import { applyAction } from '#domain/incidents/apply-action.ts'
import { anomaly, asDetected, start } from '#test/support/anomalies.ts'
import { type Happening, incidentsOf, track } from '#test/support/tracking.ts'

const minutes = (most: number) => fc.integer({ min: 0, max: most })

const any: fc.Arbitrary<Anomaly> = fc
  .record({
    cell: fc.constantFrom('pump', 'bed-1', 'bed-2', 'house'),
    sensor: fc.constantFrom('temperature', 'humidity'),
    detector: fc.constantFrom('rarity', 'silence'),
    onset: minutes(300),
    held: minutes(10),
    lasted: fc.option(minutes(120)),
    score: fc.integer({ min: 3, max: 12 }),
  })
  .map(({ held, lasted, ...rest }) => {
    const detectedAt = rest.onset + held
    if (lasted === null) return anomaly({ ...rest, detectedAt })
    return anomaly({ ...rest, detectedAt, clearedAt: detectedAt + lasted })
  })
const several = fc.uniqueArray(any, { maxLength: 12, selector: ({ id }) => id })

/** Each as it is told: detected, and later cleared. The later news may come first, and each may come twice. */
const news = (anomalies: readonly Anomaly[]): Happening[] =>
  anomalies
    .flatMap((one) => (one.state === 'cleared' ? [asDetected(one), one] : [one]))
    .map((one) => ({ kind: 'anomaly', anomaly: one }))
const end: Happening = { kind: 'time', at: start + 1_000 * 60_000 }

it('any order of arrival, with any redelivery, comes to the same incidents', () => {
  const disturbed = several.chain((anomalies) => {
    const all = news(anomalies)
    return fc.tuple(
      fc.constant(all),
      fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length }),
    )
  })
  fc.assert(
    fc.property(disturbed, ([calm, shuffled]) => {
      expect(incidentsOf(track([...shuffled, end]))).toEqual(incidentsOf(track([...calm, end])))
    }),
  )
})

it('what is seen twice changes nothing the second time, not even a version', () => {
  fc.assert(
    fc.property(several, (anomalies) => {
      const once = track([...news(anomalies), end])
      expect(track(news(anomalies), once).incidents).toEqual(once.incidents)
    }),
  )
})

it('every anomaly is in exactly one incident', () => {
  fc.assert(
    fc.property(several, (anomalies) => {
      const { incidents } = track(news(anomalies))
      const found = [...incidents.values()].flatMap((incident) => incident.anomalies)
      expect(found.map(({ id }) => id).sort()).toEqual(anomalies.map(({ id }) => id).sort())
    }),
  )
})

it('an incident that people acted on keeps its name, its people and its end, whatever comes', () => {
  fc.assert(
    fc.property(several, several, fc.boolean(), (before, after, resolve) => {
      const site = track(news(before))
      const [first] = [...site.incidents.values()]
      fc.pre(first !== undefined)
      const at = start + 310 * 60_000
      const outcome = applyAction(
        first,
        { kind: resolve ? 'resolve' : 'acknowledge', by: 'Ada' },
        at,
      )
      fc.pre(outcome.kind === 'applied')
      const touched = outcome.incident
      const later = track([{ kind: 'person', act: () => touched }, ...news(after), end], site)
      const found = later.incidents.get(first.id)
      expect(found?.timeline.filter(({ by }) => by === 'Ada')).toHaveLength(1)
      if (resolve) expect(found?.state).toEqual(touched.state)
    }),
  )
})
