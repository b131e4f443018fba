import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#domain/api/contract.ts'
import { guardProblems } from '#domain/api/guard-problems.ts'
import type { Route } from '#domain/api/route.ts'
import { eventTypes } from '#domain/events.ts'
import { describeApi } from '#functions/serve-api/describe-api.ts'
import { operationsOf, promiseOf } from '#test/support/api-document.ts'
import type { ApiUnderTest } from '#test/support/api-under-test.ts'
import { act, documentedAnswers, span, spike } from '#test/support/documented-calls.ts'
import { getJson, startGardenApi } from '#test/support/garden-api.ts'

const document = JSON.parse(JSON.stringify(describeApi())) as Parameters<typeof operationsOf>[0]
let api: ApiUnderTest
const get = <T>(path: string) => getJson<T>(api, path)
beforeAll(async () => {
  api = await startGardenApi()
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

describe('the API', () => {
  it.each(documentedAnswers)(
    'answers %s with %i as the document says',
    async (operation, status, call) => {
      const answer = await api.call(call())
      expect([answer.status, answer.text.slice(0, 300)]).toEqual([status, expect.any(String)])
      const promised = promiseOf(document, operation, status)
      expect(promised?.schema).toBeDefined()
      expect(answer.headers['content-type']).toBe(promised?.contentType)
      expect(promised?.schema?.parse(answer.json)).toEqual(answer.json)
    },
  )

  it('is held to every answer the document speaks of', () => {
    const promised = operationsOf(document).flatMap(({ operationId, responses }) =>
      Object.keys(responses)
        .filter((status) => status !== '304' && status !== 'default')
        .map((status) => `${operationId} ${status}`),
    )
    const held = documentedAnswers.map(([operation, status]) => `${operation} ${status}`)
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

  it.each([
    ['weak', (etag: string) => `W/${etag}`, 304],
    ['one of a list', (etag: string) => `"other", W/"a,b",${etag} , "more"`, 304],
    ['any', () => ' * ', 304],
    ['a list of others', (etag: string) => `"other", ${etag.replaceAll('"', '')}, "*"`, 200],
    ['part of another', (etag: string) => `"x${etag.slice(1)}`, 200],
    ['nothing', () => '', 200],
  ])('compares a tag that is %s', async (_, known, status) => {
    const { headers } = await api.call({ path: '/sites' })
    for (const method of ['GET', 'HEAD']) {
      const match = { 'if-none-match': known(headers['etag'] ?? '') }
      const again = await api.call({ method, path: '/sites', headers: match })
      expect([method, again.status]).toEqual([method, status])
      expect(again.headers['etag']).toBe(headers['etag'])
    }
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
