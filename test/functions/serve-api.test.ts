import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import type { Changes } from '#domain/api/changes.ts'
import { contract } from '#domain/api/contract.ts'
import { guardProblems } from '#domain/api/guard-problems.ts'
import type { IncidentDetail, IncidentPage } from '#domain/api/incidents.ts'
import type { QuarantinePage } from '#domain/api/quarantine.ts'
import type { ReadingPage } from '#domain/api/readings.ts'
import type { Route } from '#domain/api/route.ts'
import type { Series } from '#domain/api/series.ts'
import type { ToldSilence } from '#domain/api/silences.ts'
import type { Latest, SensorSummary } from '#domain/api/sites.ts'
import { eventTypes } from '#domain/events.ts'
import { detectAnomalies, emptyMemory } from '#functions/detect-anomalies/detect-anomalies.ts'
import { describeApi } from '#functions/serve-api/describe-api.ts'
import { trackIncidents } from '#functions/track-incidents/track-incidents.ts'
import { operationsOf, promiseOf } from '#test/support/api-document.ts'
import { type ApiCall, type ApiUnderTest, startApi } from '#test/support/api-under-test.ts'
import { gardenDay, hour, monday } from '#test/support/garden-day.ts'
import { frameAt, streamRecord } from '#test/support/records.ts'
import { cellsOf, garden, gardenFile } from '#test/support/sites.ts'

const document = JSON.parse(JSON.stringify(describeApi())) as Parameters<typeof operationsOf>[0]
const span = `from=${monday}&to=${monday + 30 * hour}`
const spike = 'garden.pump.temperature'
let api: ApiUnderTest
let incident = ''
let anomaly = ''
let silenced = ''

const get = async <T>(path: string) => {
  const { status, json } = await api.call({ path })
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(json)}`)
  return json as T
}

/** A garden with a day behind it: readings, one incident, and three entries in quarantine. */
beforeAll(async () => {
  api = await startApi()
  await api.call({ method: 'PUT', path: '/sites/garden', body: gardenFile })
  const ports = { store: api.store, bus: openBus('hyphae'), now: Date.now, onLoss: () => {} }
  const bad = [
    { sensor: 'temperature', at: monday, value: 'warm' },
    { sensor: 'taste', at: monday, value: 1 },
  ]
  const records = [
    ...gardenDay().map((detail, index) => streamRecord(index + 1, { detail })),
    streamRecord(901, { detail: frameAt(monday, { cell: 'house', readings: bad }) }),
    streamRecord(902, { detail: frameAt(monday, { cell: 'shed' }) }),
  ]
  await detectAnomalies(records, ports, emptyMemory(), async (_, cell) => cellsOf(garden).get(cell))
  const news = api.published
    .filter((event) => event['detail-type'] !== eventTypes.hourSummarised)
    .map((event, index) =>
      streamRecord(index + 1, { type: event['detail-type'], detail: event.detail }),
    )
  await trackIncidents(news, ports, new Map())
  const { items } = await get<IncidentPage>('/incidents')
  incident = items[0]?.id ?? ''
  const found = await get<IncidentDetail>(`/incidents/${encodeURIComponent(incident)}`)
  anomaly = found.incident.anomalies[0]?.id ?? ''
  silenced = ((await api.call(silencing())).json as ToldSilence).silence.id
}, 60_000)
afterAll(() => api.stop())

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>
    expect(await new Validator().validate(copy)).toEqual({ valid: true })
  })

  it('is what the API says of itself', async () => {
    expect(await get('/openapi.json')).toEqual(document)
  })
})

const large = 'x'.repeat(5 * 1024 * 1024 + 1)
const act = (name: string, call: Partial<ApiCall> = {}) => ({
  method: 'POST',
  path: `/incidents/${encodeURIComponent(incident)}/${name}`,
  body: { by: 'Ada' },
  ...call,
})

const wish = { settings: { tellAt: 1e5 }, by: 'Ada', reason: 'quieter', basedOn: 0 }
const policy = (scope: string, body: unknown = wish) => ({
  method: 'PUT',
  path: `/policies/${scope}`,
  body,
})
const hookAt = (url: string) => ({ receivers: { hook: { kind: 'webhook', url } }, routes: [] })
const inside = hookAt('https://169.254.169.254/')
const route = (change: object = {}) => ({
  method: 'PUT',
  path: '/routing',
  body: {
    ...{ routing: hookAt('https://hook.example/'), by: 'Ada', reason: 'on call', basedOn: 0 },
    ...change,
  },
})
const rotation = (receiver: string) => ({
  method: 'POST',
  path: `/routing/receivers/${receiver}/secret`,
  body: { by: 'Ada', reason: 'it was seen' },
})
const told = (id: string) => `/incidents/${encodeURIComponent(id)}/notifications`
const judge = (call: Partial<ApiCall> = {}) => ({
  method: 'POST',
  path: `/anomalies/${encodeURIComponent(anomaly)}/verdict`,
  body: { verdict: 'expected', by: 'Ada' },
  ...call,
})
const nobody = '/anomalies/garden.pump.temperature@a~nothing/verdict'
const takeBack = (call: Partial<ApiCall> = {}) => ({
  ...judge(),
  path: `${judge().path}/take-back`,
  body: { by: 'Ada' },
  ...call,
})
const consent = (site: string, subject: string) => ({
  method: 'PUT',
  path: `/sites/${site}/consents/${subject}/aggregates`,
  body: {},
})
const withdrawal = (site: string, rest: string) => {
  const [subject = '', query = ''] = rest.split('?')
  return { method: 'DELETE', path: `/sites/${site}/consents/${subject}/aggregates?${query}` }
}

const quiet = {
  matchers: [{ field: 'cell', is: ['house'] }],
  until: Date.now() + 3_600_000,
  by: 'Ada',
  comment: 'pump swap',
}
const silencing = (call: Partial<ApiCall> = {}) => ({
  method: 'POST',
  path: '/silences',
  body: quiet,
  ...call,
})
const changing = (rest: Record<string, unknown> = {}) => ({
  method: 'PUT',
  path: `/silences/${silenced}`,
  body: { ...quiet, basedOn: 1, ...rest },
})
const ending = (call: Partial<ApiCall> = {}) => ({
  method: 'POST',
  path: `/silences/${silenced}/end`,
  body: { by: 'Bo' },
  ...call,
})

const stale = { headers: { 'if-match': '"999"' } }

/** Every answer the document speaks of. `incident` is known only when the tests run. */
const answers: ReadonlyArray<readonly [operation: string, status: number, call: () => ApiCall]> = [
  ['health', 200, () => ({ path: '/health' })],
  ['sites', 200, () => ({ path: '/sites' })],
  ['applySite', 200, () => ({ method: 'PUT', path: '/sites/garden', body: gardenFile })],
  ['applySite', 400, () => ({ method: 'PUT', path: '/sites/garden', body: { site: 'Garden' } })],
  ['applySite', 413, () => ({ method: 'PUT', path: '/sites/garden', body: large })],
  ['applySite', 422, () => ({ method: 'PUT', path: '/sites/park', body: gardenFile })],
  ['sensors', 200, () => ({ path: '/sensors?site=garden&metric=temperature&limit=2' })],
  ['sensors', 400, () => ({ path: '/sensors?status=sleepy' })],
  ['sensors', 404, () => ({ path: '/sensors?site=park' })],
  ['latest', 200, () => ({ path: '/latest?site=garden' })],
  ['latest', 400, () => ({ path: '/latest' })],
  ['latest', 404, () => ({ path: '/latest?site=park' })],
  ['series', 200, () => ({ path: `/series?sensor=${spike}&${span}` })],
  ['series', 400, () => ({ path: `/series?sensor=${spike}&from=2&to=1` })],
  ['series', 404, () => ({ path: `/series?sensor=garden.shed.temperature&${span}` })],
  ['readings', 200, () => ({ path: `/readings?sensor=${spike}&limit=100` })],
  ['readings', 400, () => ({ path: `/readings?sensor=${spike}&cursor=soon` })],
  ['readings', 404, () => ({ path: '/readings?sensor=garden.shed.temperature' })],
  ['incidents', 200, () => ({ path: '/incidents?status=all&site=garden' })],
  ['incidents', 400, () => ({ path: '/incidents?severity=awful' })],
  ['incidents', 404, () => ({ path: '/incidents?site=park' })],
  ['incident', 200, () => ({ path: `/incidents/${encodeURIComponent(incident)}` })],
  ['incident', 400, () => ({ path: `/incidents/${'x'.repeat(301)}` })],
  ['incident', 404, () => ({ path: '/incidents/inc-nothing' })],
  ['acknowledgeIncident', 200, () => act('acknowledge')],
  ['acknowledgeIncident', 400, () => act('acknowledge', { body: { by: 'hyphae' } })],
  ['acknowledgeIncident', 404, () => act('', { path: '/incidents/nothing/acknowledge' })],
  ['acknowledgeIncident', 413, () => act('acknowledge', { body: large })],
  ['resolveIncident', 200, () => act('resolve')],
  ['resolveIncident', 400, () => act('resolve', { body: { by: 7 } })],
  ['resolveIncident', 404, () => act('', { path: '/incidents/nothing/resolve' })],
  ['resolveIncident', 413, () => act('resolve', { body: large })],
  ['reopenIncident', 200, () => act('reopen')],
  ['reopenIncident', 400, () => act('reopen', { body: [] })],
  ['reopenIncident', 404, () => act('', { path: '/incidents/nothing/reopen' })],
  ['reopenIncident', 409, () => act('reopen')],
  ['reopenIncident', 413, () => act('reopen', { body: large })],
  ['assignIncident', 200, () => act('assign', { body: { to: 'Bo' } })],
  ['assignIncident', 400, () => act('assign', { body: { to: 'hyphae' } })],
  ['assignIncident', 404, () => act('', { path: '/incidents/nothing/assign', body: { to: 'Bo' } })],
  ['assignIncident', 413, () => act('assign', { body: large })],
  ['commentIncident', 200, () => act('comment', { body: { comment: 'the filter is new' } })],
  ['commentIncident', 400, () => act('comment', { body: { comment: ' ' } })],
  [
    ...(['commentIncident', 404] as const),
    () => act('', { path: '/incidents/nothing/comment', body: { comment: 'x' } }),
  ],
  ['commentIncident', 413, () => act('comment', { body: large })],
  ['feedbackIncident', 200, () => act('feedback', { body: { verdict: 'real' } })],
  ['feedbackIncident', 400, () => act('feedback', { body: { verdict: 'maybe' } })],
  [
    ...(['feedbackIncident', 404] as const),
    () => act('', { path: '/incidents/nothing/feedback', body: { verdict: 'real' } }),
  ],
  ['feedbackIncident', 413, () => act('feedback', { body: large })],
  ['ruleOutCause', 200, () => act('not-the-cause', { body: { cell: 'pump' } })],
  ['ruleOutCause', 400, () => act('not-the-cause', { body: { cell: '' } })],
  [
    ...(['ruleOutCause', 404] as const),
    () => act('', { path: '/incidents/nothing/not-the-cause', body: { cell: 'pump' } }),
  ],
  ['ruleOutCause', 409, () => act('not-the-cause', { body: { cell: 'moon' } })],
  ['ruleOutCause', 413, () => act('not-the-cause', { body: large })],
  ['acknowledgeIncident', 412, () => act('acknowledge', { body: {}, ...stale })],
  ['resolveIncident', 412, () => act('resolve', { body: {}, ...stale })],
  ['reopenIncident', 412, () => act('reopen', { body: {}, ...stale })],
  ['assignIncident', 412, () => act('assign', { body: { to: 'Bo' }, ...stale })],
  ['commentIncident', 412, () => act('comment', { body: { comment: 'x' }, ...stale })],
  ['feedbackIncident', 412, () => act('feedback', { body: { verdict: 'real' }, ...stale })],
  ['ruleOutCause', 412, () => act('not-the-cause', { body: { cell: 'pump' }, ...stale })],
  ['changes', 200, () => ({ path: '/changes' })],
  ['changes', 400, () => ({ path: '/changes?cursor=yesterday' })],
  ['quarantine', 200, () => ({ path: '/quarantine?limit=2' })],
  ['quarantine', 400, () => ({ path: '/quarantine?limit=0' })],
  ['frame', 200, () => ({ path: '/frames/pump-0?site=garden&cell=pump' })],
  ['frame', 400, () => ({ path: '/frames/pump-0?site=garden' })],
  ['frame', 404, () => ({ path: '/frames/nobody?site=garden&cell=pump' })],
  ['policies', 200, () => ({ path: '/policies' })],
  ['applyPolicy', 200, () => policy('site:garden')],
  ['applyPolicy', 400, () => policy('site:garden', { ...wish, settings: { tellAt: 1 } })],
  ['applyPolicy', 409, () => policy('site:garden')],
  ['applyPolicy', 413, () => policy('site:garden', large)],
  ['applyPolicy', 422, () => policy('site:park')],
  ['policyHistory', 200, () => ({ path: '/policies/site:garden' })],
  ['policyHistory', 400, () => ({ path: `/policies/${'x'.repeat(201)}` })],
  ['policyHistory', 404, () => ({ path: '/policies/site:park' })],
  ['policyDiff', 200, () => ({ path: '/policies/site:garden/diff?from=0&to=1' })],
  ['policyDiff', 400, () => ({ path: '/policies/site:garden/diff?from=0' })],
  ['policyDiff', 404, () => ({ path: '/policies/site:garden/diff?from=0&to=9' })],
  ['sensorPolicy', 200, () => ({ path: `/sensors/${spike}/policy` })],
  ['sensorPolicy', 400, () => ({ path: `/sensors/${spike}/policy?at=soon` })],
  ['sensorPolicy', 404, () => ({ path: '/sensors/garden.shed.temperature/policy' })],
  ['routing', 200, () => ({ path: '/routing' })],
  ['applyRouting', 200, () => route()],
  ['applyRouting', 400, () => route({ routing: {} })],
  ['applyRouting', 409, () => route()],
  ['applyRouting', 413, () => ({ ...route(), body: large })],
  ['applyRouting', 422, () => route({ routing: inside })],
  ['routingHistory', 200, () => ({ path: '/routing/history' })],
  ['rotateSecret', 200, () => rotation('hook')],
  ['rotateSecret', 400, () => ({ ...rotation('hook'), body: { by: 'Ada' } })],
  ['rotateSecret', 404, () => rotation('nobody')],
  ['rotateSecret', 413, () => ({ ...rotation('hook'), body: large })],
  ['notificationsOfIncident', 200, () => ({ path: told(incident) })],
  ['notificationsOfIncident', 400, () => ({ path: told('x'.repeat(301)) })],
  ['notificationsOfIncident', 404, () => ({ path: told('inc-nothing') })],
  ['judgeAnomaly', 200, () => judge()],
  ['judgeAnomaly', 400, () => judge({ body: { verdict: 'odd', by: 'Ada' } })],
  ['judgeAnomaly', 404, () => judge({ path: nobody })],
  ['judgeAnomaly', 413, () => judge({ body: large })],
  ['lessons', 200, () => ({ path: `/sensors/${anomaly.split('@')[0]}/lessons` })],
  ['lessons', 400, () => ({ path: `/sensors/${'x'.repeat(201)}/lessons` })],
  ['lessons', 404, () => ({ path: '/sensors/garden.shed.temperature/lessons' })],
  ['takeBackVerdict', 200, () => takeBack()],
  ['takeBackVerdict', 400, () => takeBack({ body: { by: 'hyphae' } })],
  ['takeBackVerdict', 404, () => takeBack({ path: `${nobody}/take-back` })],
  ['takeBackVerdict', 413, () => takeBack({ body: large })],
  ['grantConsent', 200, () => consent('garden', 'p-0001')],
  ['grantConsent', 400, () => consent('garden', 'Ada')],
  ['grantConsent', 404, () => consent('park', 'p-0001')],
  ['grantConsent', 413, () => ({ ...consent('garden', 'p-0001'), body: large })],
  ['withdrawConsent', 200, () => withdrawal('garden', 'p-0001')],
  ['withdrawConsent', 400, () => withdrawal('garden', 'p-0001?from=soon')],
  ['withdrawConsent', 404, () => withdrawal('park', 'p-0001')],
  ['consentsOf', 200, () => ({ path: '/sites/garden/consents/p-0001' })],
  ['consentsOf', 400, () => ({ path: '/sites/garden/consents/Ada' })],
  ['consentsOf', 404, () => ({ path: '/sites/park/consents/p-0001' })],
  ['consents', 200, () => ({ path: '/sites/garden/consents' })],
  ['consents', 400, () => ({ path: '/sites/garden/consents?limit=0' })],
  ['consents', 404, () => ({ path: '/sites/park/consents' })],
  ['aggregates', 200, () => ({ path: '/sites/garden/cells/house/aggregates' })],
  ['aggregates', 400, () => ({ path: '/sites/garden/cells/house/aggregates?from=soon' })],
  ['aggregates', 404, () => ({ path: '/sites/garden/cells/hut/aggregates' })],
  ['loop', 200, () => ({ path: '/sites/garden/cells/house/loop' })],
  ['loop', 400, () => ({ path: `/sites/garden/cells/${'x'.repeat(64)}/loop` })],
  ['loop', 404, () => ({ path: '/sites/garden/cells/hut/loop' })],
  ['silences', 200, () => ({ path: '/silences' })],
  ['silences', 400, () => ({ path: '/silences?state=loud' })],
  ['addSilence', 200, () => silencing()],
  ['addSilence', 400, () => silencing({ body: { ...quiet, matchers: [] } })],
  ['addSilence', 413, () => silencing({ body: large })],
  ['addSilence', 422, () => silencing({ body: { ...quiet, until: 0 } })],
  ['changeSilence', 200, () => changing()],
  ['changeSilence', 400, () => changing({ basedOn: 0 })],
  ['changeSilence', 404, () => ({ ...changing(), path: '/silences/none' })],
  ['changeSilence', 409, () => changing()],
  ['changeSilence', 413, () => ({ ...changing(), body: large })],
  ['changeSilence', 422, () => changing({ basedOn: 2, until: 1 })],
  ['endSilence', 200, () => ending()],
  ['endSilence', 400, () => ending({ body: { by: 'hyphae' } })],
  ['endSilence', 404, () => ending({ path: '/silences/none/end' })],
  ['endSilence', 409, () => ending()],
  ['endSilence', 413, () => ending({ body: large })],
  ['previewSilence', 200, () => silencing({ path: '/silences/preview' })],
  ['previewSilence', 400, () => silencing({ path: '/silences/preview', body: {} })],
  ['previewSilence', 413, () => silencing({ path: '/silences/preview', body: large })],
  ['performance', 200, () => ({ path: `/performance?${span}` })],
  ['performance', 400, () => ({ path: '/performance?from=2&to=1' })],
  ['performance', 404, () => ({ path: `/performance?${span}&site=park` })],
  ['handover', 200, () => ({ path: `/handover?since=${Date.now() - hour}` })],
  ['handover', 400, () => ({ path: '/handover?since=1' })],
  ['handover', 404, () => ({ path: `/handover?since=${Date.now()}&site=park` })],
  ['audit', 200, () => ({ path: '/audit?limit=3' })],
  ['audit', 400, () => ({ path: '/audit?cursor=soon' })],
  ['openapi', 200, () => ({ path: '/openapi.json' })],
]

describe('the API', () => {
  it.each(answers)('answers %s with %i as the document says', async (operation, status, call) => {
    const answer = await api.call(call())
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([status, expect.any(String)])
    const promised = promiseOf(document, operation, status)
    expect(promised?.schema).toBeDefined()
    expect(answer.headers['content-type']).toBe(promised?.contentType)
    expect(promised?.schema?.parse(answer.json)).toEqual(answer.json)
  })

  it('is held to every answer the document speaks of', () => {
    const promised = operationsOf(document).flatMap(({ operationId, responses }) =>
      Object.keys(responses)
        .filter((status) => status !== '304' && status !== 'default')
        .map((status) => `${operationId} ${status}`),
    )
    const held = answers.map(([operation, status]) => `${operation} ${status}`)
    // What the guards answer is held to in guards.test.ts, for every operation at once.
    const routes = Object.entries<Route>(contract)
    const guards = [...routes, ['openapi', { method: 'get', path: '' }] as const].flatMap(
      ([operation, route]) => guardProblems(route).map((status) => `${operation} ${status}`),
    )
    const ofGuards = promised.filter((one) => guards.includes(one) && !held.includes(one))
    expect(promised.toSorted()).toEqual([...held, ...ofGuards].toSorted())
    expect(new Set([...held, ...guards])).toEqual(new Set(promised))
  })

  it('does not mind a question that brings a body', async () => {
    const { status } = await api.call({ path: '/sites', body: { name: 'all' } })
    expect(status).toBe(200)
  })

  it.each([
    '/sites',
    '/incidents',
    '/quarantine',
    `/series?sensor=${spike}&${span}`,
    '/openapi.json',
  ])('answers %s with 304 to who has the answer already', async (path) => {
    const { headers } = await api.call({ path })
    const again = await api.call({ path, headers: { 'if-none-match': headers['etag'] ?? '' } })
    expect([again.status, again.text.length]).toEqual([304, 0])
    const other = await api.call({ path, headers: { 'if-none-match': '"other"' } })
    expect(other.status).toBe(200)
  })
})

describe('what makes no sense', () => {
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  const put = (body: unknown, headers = {}): ApiCall => ({
    method: 'PUT',
    path: '/sites/garden',
    body,
    headers,
  })

  it.each<readonly [string, ApiCall, number, string]>([
    ['an unknown route', { path: '/planets' }, 404, '/api/v1/openapi.json lists every route'],
    ['an unknown method', { method: 'DELETE', path: '/sites' }, 404, 'No DELETE /api/v1/sites'],
    ['a broken escape', { path: '/incidents/%E0%A4%A' }, 404, 'There is no incident'],
    ['a null byte', { path: '/incidents/%00' }, 400, 'path.id holds a control character'],
    ['an endless path', { path: `/${'x'.repeat(20_000)}` }, 414, 'shorten the names'],
    ['an unknown status', { path: '/incidents?status=lost' }, 400, 'query.status "lost": '],
    [
      'a filter that is mistyped',
      { path: '/incidents?stauts=open' },
      400,
      'takes status, severity',
    ],
    ['a question where none is', { path: '/health?x=1' }, 400, 'GET /health takes no parameters'],
    ['a filter given twice', { path: '/incidents?cell=a&cell=b' }, 400, 'cell is given 2 times'],
    ['an unknown site', { path: '/incidents?site=park' }, 404, 'GET /api/v1/sites lists them'],
    ['a limit of none', { path: '/incidents?limit=0' }, 400, 'query.limit "0": '],
    ['a limit of too many', { path: '/incidents?limit=501' }, 400, 'query.limit'],
    ['a limit in words', { path: '/incidents?limit=ten' }, 400, 'query.limit'],
    ['a limit of halves', { path: '/incidents?limit=1.5' }, 400, 'query.limit'],
    ['another cursor', { path: '/incidents?cursor=abc' }, 400, 'cursor "abc" is none of ours'],
    ['a cursor with a tab', { path: '/incidents?cursor=h/202603/%09' }, 400, 'none of ours'],
    ['a cursor of no place', { path: '/quarantine?cursor=20260302/1/~' }, 400, 'none of ours'],
    [
      'a cursor of a sensor that is gone',
      { path: '/sensors?cursor=a.b.c' },
      400,
      'its sensor is gone',
    ],
    ['a cursor from the beginning of time', { path: '/changes?cursor=1' }, 400, 'a day old'],
    ['a cursor below nothing', { path: '/changes?cursor=-1' }, 400, 'none of ours'],
    ['a span of nothing', { path: `/series?sensor=${spike}&from=1&to=1` }, 400, 'swap them'],
    [
      'a span without an end',
      { path: `/series?sensor=${spike}&from=1` },
      400,
      'query.to is missing',
    ],
    ['a span in words', { path: `/series?sensor=${spike}&from=a&to=b` }, 400, 'query.from'],
    ['a span beyond time', { path: `/series?sensor=${spike}&from=0&to=9e15` }, 400, 'query.to'],
    [
      'five points',
      { path: `/series?sensor=${spike}&${span}&maxPoints=5` },
      400,
      'query.maxPoints',
    ],
    [
      'a sensor of one name',
      { path: `/series?sensor=pump&${span}` },
      404,
      'named site.cell.sensor',
    ],
    [
      'what every object has',
      { path: `/series?sensor=garden.pump.constructor&${span}` },
      404,
      'no sensor',
    ],
    ['no JSON', put('{'), 400, 'send one JSON object'],
    ['no body', { method: 'PUT', path: '/sites/garden' }, 400, 'declared as nothing, not as JSON'],
    [
      'a form',
      put('a=1', { 'content-type': 'text/plain' }),
      400,
      'declared as "text/plain", not as JSON; send content-type: application/json',
    ],
    ['null', put(null), 400, 'body'],
    ['a list', put([]), 400, 'body'],
    ['nested lists', put(deep), 400, 'nested deeper than 64 levels'],
    [
      'nested lists in a site',
      put(`{"schemaVersion":1,"site":"garden","name":"G","cells":${deep}}`),
      400,
      'nested deeper than 64 levels',
    ],
    [
      'nested objects',
      put(`{"metrics":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`),
      400,
      'body',
    ],
    ['a poisoned prototype', put('{"__proto__":{"site":"garden"},"constructor":1}'), 400, 'body'],
    ['a field nobody knows', put({ ...gardenFile, colour: 'red' }), 400, 'colour'],
    [
      'a metric nobody defined',
      put({ ...gardenFile, metrics: {} }),
      422,
      'no metric is named "temperature"',
    ],
    ['two names', { ...put(gardenFile), path: '/sites/park' }, 422, 'make them one'],
    [
      'a comment turned around',
      {
        method: 'POST',
        path: '/incidents/x/resolve',
        body: { by: 'a', comment: '\u202edeyortsed' },
      },
      400,
      'body.comment holds a control character',
    ],
    [
      'a comment of a novel',
      {
        method: 'POST',
        path: '/incidents/x/resolve',
        body: { by: 'a', comment: 'x'.repeat(2_001) },
      },
      400,
      'body.comment',
    ],
  ])('such as %s is answered with what is wrong', async (_, call, status, detail) => {
    const answer = await api.call(call)
    expect(answer.json).toMatchObject({ type: 'about:blank', status })
    expect(answer.text.replaceAll('\\"', '"')).toContain(detail)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.text.length).toBeLessThan(20_000)
  })
})

describe('a refusal', () => {
  const query = (name: string, parameter: string) => `/${name}?${parameter}`
  it.each([
    [query('sensors', 'status=sleepy'), 'query.status "sleepy"'],
    [query('sensors', `site=${'s'.repeat(64)}`), 'query.site "sss'],
    [query('sensors', 'limit=many'), 'query.limit "many"'],
    [query('latest', 'site='), 'query.site ""'],
    [query('latest', ''), 'query.site is missing'],
    [query('series', `sensor=${spike}&from=-1&to=1`), 'query.from "-1"'],
    [query('incidents', 'severity=awful'), 'query.severity "awful"'],
    [query('incidents', `cursor=${'c'.repeat(513)}`), 'query.cursor "ccc'],
    [query('changes', 'cursor=yesterday'), 'cursor "yesterday"'],
    [query('quarantine', 'limit=0'), 'query.limit "0"'],
    [`/incidents/${'x'.repeat(301)}`, 'path.id "xxx'],
  ])('of %s names the value and the remedy', async (path, value) => {
    const { status, json } = await api.call({ path })
    const { detail } = json as { detail: string }
    expect(status).toBe(400)
    expect(detail).toContain(value)
    expect(detail).toMatch(
      /; .*(openapi\.json says what may stand there|pass (?:next|cursor)|start)/,
    )
  })

  it('of a body names its value and the remedy', async () => {
    const { json } = await api.call(act('resolve', { body: { by: '', version: 'one' } }))
    expect(json).toMatchObject({
      status: 400,
      errors: [
        {
          path: 'body.by',
          message: expect.stringMatching(/^"": .*; .* says what may stand there$/),
        },
        { path: 'body.version', message: expect.stringMatching(/^"one": /) },
      ],
    })
  })
})

describe('sensors', () => {
  interface Page {
    readonly items: ReadonlyArray<{ readonly sensor: SensorSummary; readonly latest: Latest }>
    readonly next: string | null
  }
  it('come page by page, each once', async () => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { items, next } = await get<Page>(`/sensors?limit=4${cursor}`)
      seen.push(...items.map(({ sensor }) => sensor.key))
      if (next === null) break
      cursor = `&cursor=${next}`
    }
    expect(seen).toHaveLength(9)
    expect(new Set(seen).size).toBe(9)
  })

  it('say in words how far learning is and what is not yet known', async () => {
    const { items } = await get<Page>('/sensors?cell=pump&metric=temperature')
    // Thirty hours, and the last one goes on: five hours were seen on two days.
    expect(items.map(({ latest }) => latest.learning)).toEqual([
      'learning: 42 %, 5 of 24 hours of its day known',
    ])
    const never = await get<Page>('/sensors?status=never-reported')
    expect(never.items.map(({ latest }) => latest.learning)).toEqual([null, null, null])
  })

  it('are found by cell, metric and status', async () => {
    const found = async (query: string) =>
      (await get<Page>(`/sensors?${query}`)).items.map(({ sensor }) => sensor.key)
    expect(await found('cell=pump')).toEqual(['garden.pump.temperature', 'garden.pump.humidity'])
    expect(await found('metric=mood')).toEqual(['garden.house.mood'])
    expect(await found('status=never-reported')).toEqual([
      'garden.house.temperature',
      'garden.house.mood',
      'garden.house.setpoint',
    ])
  })
})

describe('a series', () => {
  it('has every reading, whether sealed in a page or not, once and in order', async () => {
    const { points, readings, method } = await get<Series>(`/series?sensor=${spike}&${span}`)
    expect([readings, points.length, method]).toEqual([360, 360, 'raw'])
    expect(points.map(([at]) => at)).toEqual(
      Array.from({ length: 360 }, (_, step) => monday + step * 300_000),
    )
  })

  it('ends where it is asked to', async () => {
    const { points } = await get<Series>(
      `/series?sensor=${spike}&from=${monday + hour}&to=${monday + 2 * hour}`,
    )
    expect([points[0]?.[0], points.at(-1)?.[0]]).toEqual([monday + hour, monday + 2 * hour])
  })

  it('keeps the failure when there are few points, and says how it was made', async () => {
    const few = await get<Series>(`/series?sensor=${spike}&${span}&maxPoints=20`)
    expect(few.method).toBe('min-max')
    expect(few.readings).toBe(360)
    expect(few.points.length).toBeLessThan(100)
    expect(Math.max(...few.points.map(([, value]) => value ?? 0))).toBeGreaterThan(35)
    expect(few.anomalies.map(({ detector }) => detector)).toContain('rarity')
  })

  it('of a sensor that never reported is empty', async () => {
    const { points } = await get<Series>(`/series?sensor=garden.house.mood&${span}`)
    expect(points).toEqual([])
  })
})

describe('readings', () => {
  const read = (more: string) => get<ReadingPage>(`/readings?sensor=${spike}${more}`)

  it('come whole in pages of about the size asked for, each with the anomalies that began in it', async () => {
    const pages: ReadingPage[] = []
    let next: string | null = ''
    while (next !== null) {
      pages.push(await read(`&limit=60${next ? `&cursor=${next}` : ''}`))
      next = pages.at(-1)?.next ?? null
    }
    // A full page stays at hand until the reading after it has judged its last row.
    expect(pages.map(({ rows }) => rows.length)).toEqual([60, 60, 60, 60, 120])
    const { rows, anomalies } = await read('&limit=5000')
    expect(pages.flatMap((page) => page.rows)).toEqual(rows)
    expect(pages.flatMap((page) => page.anomalies)).toEqual(anomalies)
    expect([rows.length, anomalies.length, rows[0]?.at]).toEqual([360, 1, monday])
  })

  it('are those of a span, both ends included', async () => {
    const { rows } = await read(`&from=${monday + hour}&to=${monday + 2 * hour}`)
    expect([rows[0]?.at, rows.at(-1)?.at, rows.length]).toEqual([
      monday + hour,
      monday + 2 * hour,
      13,
    ])
  })
})

describe('quarantine', () => {
  it('comes page by page, newest first, each once, within an entry, too', async () => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { items, next } = await get<QuarantinePage>(`/quarantine?limit=1${cursor}`)
      expect(items).toHaveLength(1)
      seen.push(...items.map(({ code }) => code))
      if (next === null) break
      cursor = `&cursor=${encodeURIComponent(next)}`
    }
    expect(seen.toSorted()).toEqual(['not-a-number', 'unknown-cell', 'unknown-sensor'])
  })
})

describe('changes', () => {
  it('tell everything at first, and then what is new', async () => {
    const first = await get<Changes>('/changes')
    expect(first.latest).toHaveLength(9)
    expect(first.anomaliesPerHour).toHaveLength(24)
    const then = await get<Changes>(`/changes?cursor=${first.cursor}`)
    expect(then.incidents.length).toBeLessThanOrEqual(1)
    expect(Number(then.cursor)).toBeGreaterThanOrEqual(Number(first.cursor))
  })

  it('have their count for polls that come at once', async () => {
    const polls = await Promise.all([1, 2, 3].map(() => get<Changes>('/changes')))
    expect(polls.map(({ anomaliesPerHour }) => anomaliesPerHour.length)).toEqual([24, 24, 24])
  })
})

describe('an action', () => {
  it('is told to those who want to know, once', () => {
    const told = api.published
      .filter((event) => event['detail-type'] === eventTypes.incidentChanged)
      .map(({ detail }) => (detail as { occasion: string }).occasion)
    expect(told).toEqual([
      ...['opened', 'acknowledged', 'resolved', 'reopened', 'assigned', 'commented'],
      ...['feedback', 'not-the-cause'],
    ])
  })

  it('that comes too late says who was faster', async () => {
    await api.call(act('resolve'))
    const { json } = await api.call(act('acknowledge', { body: { by: 'Bo' } }))
    expect(json).toMatchObject({
      applied: false,
      message: expect.stringMatching(/^already resolved by Ada, \d+ s ago$/),
      summary: { status: 'resolved', owner: 'Ada' },
    })
  })
})

describe('a site', () => {
  it('of twenty thousand cells and as many edges is stored and found again', {
    timeout: 60_000,
  }, async () => {
    const cells = Array.from({ length: 20_000 }, (_, index) => ({
      cell: `cell-${index}`,
      name: `Cell ${index}`,
      sensors: ['temperature'],
    }))
    const edges = cells.slice(1).map(({ cell }) => ({ from: 'cell-0', to: cell }))
    const body = { ...gardenFile, site: 'wood', cells, edges }
    const answer = await api.call({ method: 'PUT', path: '/sites/wood', body })
    expect(answer.json).toEqual({ site: 'wood', cells: 20_000, sensors: 20_000 })
    const page = await get<{ items: ReadonlyArray<{ site: string; cells: unknown[] }> }>('/sites')
    expect(page.items.find(({ site }) => site === 'wood')?.cells).toHaveLength(20_000)
  })
})
