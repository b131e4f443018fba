import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import { trackSite } from '#domain/incidents/track-site.ts'
import { hubFailure, hubTracked } from '#test/support/storm.ts'

const storm = hubFailure()

function incidentsOf(anomalies: readonly Anomaly[]) {
  const site = { ...hubTracked, anomalies: new Map(anomalies.map((one) => [one.id, one])) }
  return [...trackSite(site).changed].sort((a, b) => a.openedAt - b.openedAt)
}

it('a hub that fails with 500 alerts within a minute is one incident that names it, with the number downstream', () => {
  expect(storm).toHaveLength(500)
  const [first, ...more] = incidentsOf(storm)
  expect(more).toEqual([])
  expect(first).toMatchObject({
    ...{ rootCell: 'hub', severity: 'critical', partOf: null },
    title:
      'Hub: Humidity unusually high, 1 other metric with it, 496 sensors downstream in 62 cells',
    blastRadius: { cells: 62, sensors: 496, predicted: [], omitted: 0 },
  })
  expect(first?.cells.filter(({ suppressedBy }) => suppressedBy === 'hub')).toHaveLength(62)
}, 60_000)

it('the same in any order, with redeliveries', () => {
  const expected = incidentsOf(storm)
  const some = fc.shuffledSubarray(storm, { minLength: 100, maxLength: 100 })
  fc.assert(
    fc.property(fc.shuffledSubarray(storm, { minLength: 500 }), some, (shuffled, again) => {
      expect(incidentsOf([...shuffled, ...again])).toEqual(expected)
    }),
    { numRuns: 20 },
  )
}, 120_000)
