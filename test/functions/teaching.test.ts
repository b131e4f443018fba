import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import type { IncidentDetail, IncidentPage } from '#domain/api/incidents.ts'
import type { SensorPolicy } from '#domain/api/policies.ts'
import type { ReadingPage } from '#domain/api/readings.ts'
import type { LessonPage, VerdictResult } from '#domain/api/verdicts.ts'
import { eventTypes } from '#domain/events.ts'
import { detectAnomalies, emptyMemory } from '#functions/detect-anomalies/detect-anomalies.ts'
import { rememberCells } from '#functions/detect-anomalies/find-cell.ts'
import { trackIncidents } from '#functions/track-incidents/track-incidents.ts'
import { queryItems } from '#store/items.ts'
import { type ApiUnderTest, startApi } from '#test/support/api-under-test.ts'
import { day, hour, minute, monday } from '#test/support/garden-day.ts'
import { streamRecord } from '#test/support/records.ts'
import { gardenFile } from '#test/support/sites.ts'

const sensor = 'garden.pump.humidity'
let api: ApiUnderTest
beforeAll(async () => {
  api = await startApi()
  await ask('PUT', '/sites/garden', gardenFile)
  // In a first day little is told.
  await report(26)
}, 60_000)
afterAll(() => api.stop())

async function ask<T>(method: string, path: string, body?: unknown, status = 200): Promise<T> {
  const answer = await api.call({ method, path, ...(body === undefined ? {} : { body }) })
  if (answer.status !== status) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
  return answer.json as T
}

let sequence = 0
let now = monday
/** Hours of humidity, a reading a minute: calm, with `top` for the last ten minutes. A new writer each time. */
async function report(hours: number, top: number | null = null, more = {}) {
  const from = now
  now += hours * hour
  const readings = Array.from({ length: hours * 60 }, (_, index) => {
    const at = from + index * minute
    const value = top !== null && at >= now - 10 * minute ? top : 60 + Math.sin(index * 1.7)
    return { sensor: 'humidity', at, value: Math.round(value * 10) / 10 }
  })
  const head = { schemaVersion: 1, site: 'garden', cell: 'pump', run: 'test' }
  const records = Array.from({ length: hours }, (_, index) => {
    const part = readings.slice(index * 60, index * 60 + 60)
    const sentAt = from + (index + 1) * hour
    sequence += 1
    const detail = { ...head, frame: `f${sequence}`, sentAt, readings: part, ...more }
    return streamRecord(sequence, { detail })
  })
  const before = api.published.length
  const ports = { store: api.store, bus: openBus('hyphae'), now: Date.now, onLoss: () => {} }
  const result = await detectAnomalies(
    records,
    ports,
    emptyMemory(),
    rememberCells(api.store, Date.now),
  )
  expect(result).toMatchObject({ quarantined: 0, faults: [] })
  const news = api.published
    .slice(before)
    .filter((event) => event['detail-type'] !== eventTypes.hourSummarised)
    .map((event, index) =>
      streamRecord(before + index + 1, { type: event['detail-type'], detail: event.detail }),
    )
  await trackIncidents(news, ports, new Map())
  const told = news.length === 0 ? [] : api.published.slice(before)
  return told.filter((event) => event['detail-type'] === eventTypes.anomalyDetected)
}

const anomalies = async () =>
  (await ask<ReadingPage>('GET', `/readings?sensor=${sensor}&limit=5000&from=${monday}`)).anomalies
const verdictPath = (id: string) => `/anomalies/${encodeURIComponent(id)}/verdict`

describe('a policy', () => {
  it('is obeyed by readings from its moment on, and named in what it told', async () => {
    await report(4)
    const settings = { above: { tell: 70, recover: 65 }, severity: 'critical' }
    await ask('PUT', '/policies/site:garden,metric:humidity', {
      ...{ settings, by: 'Ada', reason: 'mould', basedOn: 0, from: now },
    })
    await report(1, 71)
    await report(2)
    const limits = (await anomalies()).filter(({ detector }) => detector === 'limit')
    expect(limits).toMatchObject([
      {
        state: 'cleared',
        severity: 'critical',
        high: 70,
        policy: ['site:garden,metric:humidity@1'],
        reason: expect.stringContaining('by policy site:garden,metric:humidity@1 at most 70.0 %'),
      },
    ])
  })

  it('can be turned off again, and then tells nothing', async () => {
    await ask('PUT', '/policies/site:garden,metric:humidity', {
      ...{ settings: {}, by: 'Bo', reason: 'it was the fan', basedOn: 1, from: now },
    })
    await report(1, 71)
    const limits = (await anomalies()).filter(({ detector }) => detector === 'limit')
    expect(limits).toHaveLength(1)
  })

  it('that somebody else changed meanwhile is not overruled unseen', async () => {
    const wish = { settings: {}, by: 'Cy', reason: 'x', basedOn: 1 }
    const problem = await ask<{ detail: string }>(
      'PUT',
      '/policies/site:garden,metric:humidity',
      wish,
      409,
    )
    expect(problem.detail).toMatch(/is at version 2 by Bo, \d+ s ago .*base yours on version 2/)
  })

  it('says of a sensor what holds and whose word it is', async () => {
    await ask('PUT', `/policies/sensor:${sensor}`, {
      ...{ settings: { tellAt: 5_000 }, by: 'Ada', reason: 'noisy', basedOn: 0, from: now + day },
    })
    const before = await ask<SensorPolicy>('GET', `/sensors/${sensor}/policy?at=${now}`)
    const after = await ask<SensorPolicy>('GET', `/sensors/${sensor}/policy?at=${now + 2 * day}`)
    const tellAt = ({ fields }: SensorPolicy) => fields.filter(({ field }) => field === 'tellAt')
    expect(tellAt(before)).toMatchObject([{ scope: 'default', by: 'hyphae' }])
    expect(tellAt(after)).toEqual([
      { field: 'tellAt', value: 5_000, scope: `sensor:${sensor}`, version: 1, by: 'Ada' },
    ])
    await ask('PUT', `/policies/sensor:${sensor}`, {
      ...{ settings: {}, by: 'Ada', reason: 'no', basedOn: 1, from: now },
    })
  })
})

describe('a verdict', () => {
  let first = ''
  const lessons = () => ask<LessonPage>('GET', `/sensors/${sensor}/lessons`)

  it('is given on what an incident shows, and shown there', async () => {
    // By itself it would only be a note: it has been as high before.
    await ask('PUT', `/policies/sensor:${sensor}`, {
      ...{
        settings: { severity: [{ from: 1, severity: 'warning' }] },
        by: 'Ada',
        reason: 'call me',
        basedOn: 2,
        from: now,
      },
    })
    const told = (await report(3, 80)).slice(-1)
    expect(told).toHaveLength(1)
    await report(2)
    first = String((told[0]?.detail as { id?: string } | undefined)?.id)
    const result = await ask<VerdictResult>('POST', verdictPath(first), {
      ...{ verdict: 'expected', by: 'Ada', comment: 'cleaning' },
    })
    expect(result).toMatchObject({ applied: true, message: 'called expected by Ada' })
    expect(result.told).toMatchObject({
      words: expect.stringMatching(/up to 8\d\.\d % is expected/),
    })
    const { items } = await ask<IncidentPage>('GET', '/incidents')
    const details = await Promise.all(
      items.map(({ id }) => ask<IncidentDetail>('GET', `/incidents/${encodeURIComponent(id)}`)),
    )
    const shown = details.flatMap(({ verdicts }) => verdicts)
    expect(shown).toMatchObject([{ verdict: { anomaly: first, comment: 'cleaning' } }])
  })

  it('lets the like pass, which is kept and counted', async () => {
    expect(await report(3, 81)).toEqual([])
    await report(2)
    const passed = (await anomalies()).filter(({ expectedBy }) => expectedBy)
    expect(passed).toMatchObject([{ state: 'cleared', expectedBy: { lesson: first, by: 'Ada' } }])
    expect((await lessons()).items).toMatchObject([
      { passed: 1, lastPassedAt: passed[0]?.onset, verdict: { anomaly: first } },
    ])
  })

  it('does not let pass what goes further', async () => {
    expect(await report(3, 99)).toHaveLength(1)
    await report(2)
  })

  it('by somebody who saw another state is not taken', async () => {
    const late = { verdict: 'real', by: 'Bo', version: 0 }
    const result = await ask<VerdictResult>('POST', verdictPath(first), late)
    expect(result).toMatchObject({ applied: false })
    expect(result.message).toMatch(/^already called expected by Ada, \d+ s ago$/)
  })

  it('is taken back, and leaves who did', async () => {
    const back = { by: 'Bo', comment: 'no cleaning any more', version: 1 }
    const result = await ask<VerdictResult>('POST', `${verdictPath(first)}/take-back`, back)
    expect(result).toMatchObject({ applied: true, message: 'taken back by Bo' })
    expect(result.told).toMatchObject({ isHeeded: false, verdict: { state: { by: 'Bo' } } })
    const again = await ask<VerdictResult>('POST', `${verdictPath(first)}/take-back`, { by: 'Cy' })
    expect(again).toMatchObject({ applied: false })
    expect(again.message).toMatch(/^already taken back by Bo/)
  })

  it('of "real" takes back what called the same expected', async () => {
    await ask('POST', verdictPath(first), { verdict: 'expected', by: 'Ada', version: 2 })
    const other = (await anomalies()).find(({ expectedBy }) => expectedBy)?.id ?? ''
    const result = await ask<VerdictResult>('POST', verdictPath(other), {
      verdict: 'real',
      by: 'Cy',
    })
    expect(result.message).toBe('called real by Cy; 1 that said otherwise taken back')
    const states = (await lessons()).items.map(({ verdict, isHeeded }) => [
      verdict.anomaly,
      isHeeded,
    ])
    expect(new Map(states as [string, boolean][])).toEqual(
      new Map([
        [first, false],
        [other, true],
      ]),
    )
  })

  it('leaves an entry that nobody can change for each deed', async () => {
    const today = new Date().toISOString().slice(0, 10).replaceAll('-', '')
    const entries = await queryItems(api.store, api.store.opsTable, `AUDIT#${today}`)
    const deeds = entries.map((item) => JSON.parse(item['body']?.S ?? '') as Record<string, string>)
    const about = deeds.filter(({ subject }) => subject === first)
    expect(about.map(({ action, by }) => `${action} ${by}`)).toEqual([
      'verdict-given Ada',
      'verdict-taken-back Bo',
      'verdict-given Ada',
      'verdict-taken-back Cy',
    ])
    expect(deeds.filter(({ action }) => action === 'policy-applied')).toHaveLength(5)
  })
})
