import type { ApiCall } from '#test/support/api-under-test.ts'
import { hour, monday } from '#test/support/garden-day.ts'
import { gardenFile } from '#test/support/sites.ts'

export const span = `from=${monday}&to=${monday + 30 * hour}`
export const spike = 'garden.pump.temperature'

/** What the garden brought forth, by name. */
export const known = { incident: '', anomaly: '', silence: '' }

const large = 'x'.repeat(5 * 1024 * 1024 + 1)
export const act = (name: string, call: Partial<ApiCall> = {}) => ({
  method: 'POST',
  path: `/incidents/${encodeURIComponent(known.incident)}/${name}`,
  body: { by: 'Ada' },
  ...call,
})

const wish = { settings: { tellAt: 1e5 }, by: 'Ada', reason: 'quieter', basedOn: 0 }
const policy = (scope: string, body: unknown = wish) => ({
  method: 'PUT',
  path: `/policies/${scope}`,
  body,
})
const hookAt = (url: string) => ({
  receivers: { hook: { kind: 'webhook', url } },
  routes: [{ name: 'all', receiver: 'hook' }],
})
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
  path: `/anomalies/${encodeURIComponent(known.anomaly)}/verdict`,
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
export const silencing = (call: Partial<ApiCall> = {}) => ({
  method: 'POST',
  path: '/silences',
  body: quiet,
  ...call,
})
const changing = (rest: Record<string, unknown> = {}) => ({
  method: 'PUT',
  path: `/silences/${known.silence}`,
  body: { ...quiet, basedOn: 1, ...rest },
})
const ending = (call: Partial<ApiCall> = {}) => ({
  method: 'POST',
  path: `/silences/${known.silence}/end`,
  body: { by: 'Bo' },
  ...call,
})

const stale = { headers: { 'if-match': '"999"' } }

/** Every answer the document speaks of. `known.incident` is known only when the tests run. */
export const documentedAnswers: ReadonlyArray<
  readonly [operation: string, status: number, call: () => ApiCall]
> = [
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
  ['incident', 200, () => ({ path: `/incidents/${encodeURIComponent(known.incident)}` })],
  ['incident', 400, () => ({ path: `/incidents/${'x'.repeat(301)}` })],
  ['incident', 404, () => ({ path: '/incidents/inc-nothing' })],
  ['acknowledgeIncident', 200, () => act('acknowledge')],
  ['acknowledgeIncident', 400, () => act('acknowledge', { body: { by: 'hyphae' } })],
  ['acknowledgeIncident', 404, () => act('', { path: '/incidents/nothing/acknowledge' })],
  ['acknowledgeIncident', 413, () => act('acknowledge', { body: large })],
  ['reopenIncident', 409, () => act('reopen')],
  ['resolveIncident', 200, () => act('resolve')],
  ['resolveIncident', 400, () => act('resolve', { body: { by: 7 } })],
  ['resolveIncident', 404, () => act('', { path: '/incidents/nothing/resolve' })],
  ['resolveIncident', 413, () => act('resolve', { body: large })],
  ['reopenIncident', 200, () => act('reopen')],
  ['reopenIncident', 400, () => act('reopen', { body: [] })],
  ['reopenIncident', 404, () => act('', { path: '/incidents/nothing/reopen' })],
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
  ['notificationsOfIncident', 200, () => ({ path: told(known.incident) })],
  ['notificationsOfIncident', 400, () => ({ path: told('x'.repeat(301)) })],
  ['notificationsOfIncident', 404, () => ({ path: told('inc-nothing') })],
  ['judgeAnomaly', 200, () => judge()],
  ['judgeAnomaly', 400, () => judge({ body: { verdict: 'odd', by: 'Ada' } })],
  ['judgeAnomaly', 404, () => judge({ path: nobody })],
  ['judgeAnomaly', 413, () => judge({ body: large })],
  ['lessons', 200, () => ({ path: `/sensors/${known.anomaly.split('@')[0]}/lessons` })],
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
