import { describe, expect, it } from 'vitest'
import { chooseResponse } from '#domain/incidents/choose-response.ts'
import type { SiteResponse } from '#domain/incidents/response.ts'
import { resolveSite } from '#domain/resolve-site.ts'
import { Site } from '#domain/site.ts'
import { anomaly, start } from '#test/support/anomalies.ts'
import { gardenFile } from '#test/support/sites.ts'

const three = (consequence: string) => ({ consequence, firstAction: 'Look.', withinMinutes: 30 })
const hot = anomaly({ cell: 'pump', onset: 0, score: 6 })
const moist = { ...anomaly({ cell: 'pump', onset: 0, value: 10 }), metric: 'soil-moisture' }
const choose = (atRoot = [hot], site: SiteResponse[] = [], feed = '') =>
  chooseResponse(atRoot, { site, feeds: new Map([['pump', feed]]) }, start)

describe('what to do', () => {
  it('is said of anything, and by when', () => {
    expect(choose()).toEqual({
      consequence: 'Something drives this value up, or its sensor is wrong.',
      firstAction: 'Look at the chart and at its neighbours, then at the place.',
      withinMinutes: 240,
      dueAt: start + 240 * 60_000,
      from: 'detector',
    })
  })

  it("is the feed's word for its metric and direction", () => {
    expect(choose([moist], [], 'nutrient-network')).toMatchObject({
      ...{ consequence: 'What grows here wilts.', from: 'feed' },
    })
  })

  it("is the detector's word for what a detector finds", () => {
    const silent = { ...moist, detector: 'silence' }
    expect(choose([silent], [], 'nutrient-network')).toMatchObject({
      ...{ consequence: 'Nobody sees what happens there.', from: 'detector' },
    })
  })

  it("is the site's own word before all, the one that names most", () => {
    const site = [
      { ...three('any'), cell: 'bed-1' },
      { ...three('metric'), metric: 'temperature' },
      { ...three('both'), metric: 'temperature', cell: 'pump' },
      { ...three('low'), metric: 'temperature', cell: 'pump', direction: 'low' as const },
    ]
    expect(choose([hot], site)).toMatchObject({ consequence: 'both', from: 'site' })
  })

  it('goes by what shows most', () => {
    const silent = { ...hot, detector: 'silence', score: 3 }
    expect(choose([silent, hot])?.consequence).toMatch(/^Something drives/)
  })
})

it('a response for a cell or metric that is not there is refused by name', () => {
  const responses = [
    { ...three('x'), cell: 'moon' },
    { ...three('x'), metric: 'taste' },
  ]
  const resolved = resolveSite(Site.parse({ ...gardenFile, responses }))
  expect(resolved).toMatchObject({
    kind: 'refused',
    problems: [
      { path: ['responses', 0, 'cell'], message: expect.stringContaining('"moon"') },
      { path: ['responses', 1, 'metric'], message: expect.stringContaining('"taste"') },
    ],
  })
})
