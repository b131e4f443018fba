import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import type { LoopNow } from '#domain/api/loops.ts'
import { aggregateReports } from '#domain/people/aggregate-reports.ts'
import { storedAggregate } from '#domain/people/stored-aggregate.ts'
import { Site } from '#domain/site.ts'
import { detectAnomalies, emptyMemory } from '#functions/detect-anomalies/detect-anomalies.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { saveAggregate } from '#store/aggregates.ts'
import { saveSite } from '#store/sites.ts'
import { type ApiUnderTest, startApi } from '#test/support/api-under-test.ts'
import { start, windowMilliseconds } from '#test/support/people-cell.ts'
import { streamRecord } from '#test/support/records.ts'
import { cellsOf } from '#test/support/sites.ts'

const cells = ['still', 'moved', 'fallen-silent', 'young', 'plain']
const site = Site.parse({
  schemaVersion: 1,
  site: 'quarter',
  name: 'Quarter',
  cells: cells.map((cell) => ({
    ...{ cell, name: cell, feed: 'ecocell' },
    ...(cell === 'plain' && { sensors: ['co2'] }),
  })),
})

/** A frame a window; a controller that answers arousal a little, or never moves. */
function framesOf(cell: string, from: number, to: number, swing: number) {
  let setpoint = 21
  return Array.from({ length: to - from }, (_, index) => {
    const at = start + (from + index) * windowMilliseconds
    const arousal = 0.1 * gaussian(1, index) - 0.05 * (setpoint - 21)
    const reading = (sensor: string, value: number) => ({ sensor, at, value, people: 12 })
    const said = { 'mood-arousal': arousal, 'temperature-setpoint': setpoint }
    const readings = Object.entries(said).map(([sensor, value]) => reading(sensor, value))
    setpoint = 21 - Math.round(swing * arousal * 10) / 10
    const frame = `${cell}-${from + index}`
    return { schemaVersion: 1, frame, site: 'quarter', cell, boot: 'b', sentAt: at, readings }
  })
}

let api: ApiUnderTest
beforeAll(async () => {
  api = await startApi()
  const known = cellsOf(site)
  await saveSite(api.store, site, [...known.values()])
  const silence = framesOf('fallen-silent', 100, 101, 0).map((frame) => ({
    ...frame,
    readings: [{ sensor: 'co2', at: frame.sentAt, value: 500 }],
  }))
  const frames = [
    ...framesOf('still', 0, 100, 0),
    ...framesOf('moved', 0, 100, 5),
    ...framesOf('fallen-silent', 0, 80, 5),
    ...silence,
    ...framesOf('young', 0, 11, 5),
  ]
  const ports = { store: api.store, bus: openBus('hyphae'), now: Date.now, onLoss: () => {} }
  const records = frames.map((detail, index) => streamRecord(index + 1, { detail }))
  await detectAnomalies(records, ports, emptyMemory(), async (_, cell) => known.get(cell))
}, 60_000)
afterAll(() => api.stop())

const loopOf = async (cell: string) => {
  const { json } = await api.call({ path: `/sites/quarter/cells/${cell}/loop` })
  return json as LoopNow
}

it('is identified with its bounds where the controller moves', async () => {
  const { at, words, loop } = await loopOf('moved')
  // The last row is still open.
  expect(at).toBe(start + 98 * windowMilliseconds)
  expect(words).toMatch(/^loop gain 0\.\d, with 97\.5 % certainty above 0\.\d$/)
  if (loop.kind !== 'identified') throw new Error(`It is ${loop.kind}.`)
  expect(loop.lower).toBeLessThanOrEqual(loop.gain)
  expect(loop.upper).toBeGreaterThan(loop.gain)
  expect(loop.upper).toBeLessThan(2)
})

it.each([
  ['still', 'not-identifiable', /not identifiable: the setpoint has hardly moved/],
  ['young', 'learning', /^learning: 10 of 24 windows$/],
  ['fallen-silent', 'silent', /no window of ten people or more has come since 06:35 UTC$/],
  ['plain', 'none', /^no loop: /],
])('of the cell that is %s it is %s, in words', async (cell, kind, words) => {
  const answer = await loopOf(cell)
  expect(answer.loop.kind).toBe(kind)
  expect(answer.words).toMatch(words)
})

it('is not said while reports that it was learnt from are taken back', async () => {
  const window = start + 90 * windowMilliseconds
  const remade = storedAggregate(window, aggregateReports([]), window + 1)
  await saveAggregate(api.store, { site: 'quarter', cell: 'moved', window }, remade)
  const { loop, words } = await loopOf('moved')
  expect(loop).toEqual({ kind: 'taken-back', until: window + windowMilliseconds + 24 * 3_600_000 })
  expect(words).toMatch(/^not said: reports of 07:35 UTC/)
  expect((await loopOf('still')).loop.kind).toBe('not-identifiable')
})
