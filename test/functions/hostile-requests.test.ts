import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { Incident } from '#domain/incidents/incident.ts'
import { saveIncident } from '#store/incidents.ts'
import { saveSite } from '#store/sites.ts'
import { type ApiUnderTest, startApi } from '#test/support/api-under-test.ts'
import { documentedRoutes, fillPath } from '#test/support/document-routes.ts'
import { type GuardedApps, startGuardedApps } from '#test/support/guarded-app.ts'
import { cellsOf, garden } from '#test/support/sites.ts'
import { takenBodies } from '#test/support/taken-bodies.ts'
import stored from '../fixtures/v1/incident.json' with { type: 'json' }

// Hundreds of requests a route, beside whatever else this machine does.
vi.setConfig({ testTimeout: 60_000 })

const routes = documentedRoutes()
const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const)
const changing = named.filter(([, { takesBody }]) => takesBody)
const incident = Incident.parse(JSON.parse(stored.item.body.S))
const largestBody = 5 * 1024 * 1024

/** As they stand in an address, escaped where a client would escape them. */
const texts = [
  `' OR '1'='1`,
  `x'; DROP TABLE incidents;--`,
  '{"$gt":""}',
  '[$ne]=1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '..\\..\\windows',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '#pk = :pk OR attribute_exists(pk)',
  `\${jndi:ldap://x}`,
  'a\r\nset-cookie: x=1',
  '\u0000',
  '\u202e\u200b\ufeff',
  '💥'.repeat(50),
  '9'.repeat(400),
  '-1',
  '1e400',
  'NaN',
  'x'.repeat(2_000),
].map(encodeURIComponent)
const escapes = [
  '%00',
  '%',
  '%zz',
  '%ED%A0%80',
  '%FF%FE',
  '%2e%2e%2f',
  '%252e%252e',
  '..%2F..',
  '.',
]
const addressed = [...texts, ...escapes]

/** JSON as it goes over the line. */
const values = [
  'null',
  'true',
  '[]',
  '{}',
  '{"$ne":null}',
  '{"__proto__":{"role":"engineer"}}',
  '{"constructor":{"prototype":{"by":"Bo"}}}',
  '1e400',
  '-1e308',
  '123456789012345678901234567890',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udc00 and more"',
  '""',
  JSON.stringify('x'.repeat(100_000)),
  `[${'0,'.repeat(50_000)}0]`,
  ...texts.slice(0, 13).map((text) => JSON.stringify(decodeURIComponent(text))),
]
const deep = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`

/** Nothing of this is an object that any route could take. */
const unreadable = [
  '',
  '{',
  '{"comment":',
  '{"comment":"x"',
  "{'comment':'x'}",
  '\ufeff{}}',
  'comment=x&by=Ada',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  deep('[', ']'),
  deep('{"a":', '}'),
  deep('{"settings":[', ']}'),
  '"',
  `${'['.repeat(10_000)}`,
  'undefined',
  'NaN',
]
const contentTypes = [
  'text/plain',
  'text/html',
  'application/x-www-form-urlencoded',
  'application/xml',
  'multipart/form-data; boundary=x',
  'x',
]

let apps: GuardedApps
let app: ReturnType<GuardedApps['open']>
let token: string
const writes: string[] = []

beforeAll(async () => {
  apps = await startGuardedApps()
  app = apps.open()
  token = await apps.issuer.tokenOf('Ada', 'engineer', apps.now)
  await saveSite(apps.store, garden, [...cellsOf(garden).values()])
  await saveIncident(apps.store, incident, apps.now, undefined)
  apps.store.client.middlewareStack.add((next, context) => (args) => {
    const command = String((context as { commandName?: string }).commandName)
    // That a person's action was refused is told in the audit, and only there.
    const isAudit = JSON.stringify(args.input).includes('"AUDIT')
    if (/^(Put|Delete|Update|Batch)/.test(command) && !isAudit) writes.push(command)
    return next(args)
  })
})
afterAll(() => apps.stop())
beforeEach(() => {
  writes.length = 0
})

/** Whatever is asked is answered, and what is refused leaves nothing behind. */
async function expectCalm(what: string, path: string, init: RequestInit): Promise<number> {
  const [before, told] = [writes.length, apps.published()]
  const answer = await app.request(path, {
    ...init,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...init.headers,
    },
  })
  const text = await answer.text()
  expect([what.slice(0, 200), answer.status, apps.faults]).toEqual([
    what.slice(0, 200),
    expect.toSatisfy((status: number) => status === 200 || (status >= 400 && status < 500)),
    [],
  ])
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  if (answer.status === 200) return 200
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(JSON.parse(text)).toMatchObject({ status: answer.status, detail: expect.any(String) })
  expect(text.length).toBeLessThan(50_000)
  expect([what.slice(0, 200), writes.slice(before), apps.published() - told]).toEqual([
    what.slice(0, 200),
    [],
    0,
  ])
  return answer.status
}

/** Where the route leads to something that is there. */
function livePath(path: string): string {
  return path
    .replace('{id}', encodeURIComponent(incident.id))
    .replace('{site}', 'garden')
    .replace('{scope}', 'site:garden')
    .replace('{purpose}', 'aggregates')
    .replace('{subject}', 'p-0001')
    .replace('{sensor}', 'garden.pump.temperature')
    .replace(/\{\w+\}/g, 'pump')
}

describe.each(named)('%s', (_, { method, path, query, operationId, takesBody }) => {
  const body = takesBody ? JSON.stringify(takenBodies[operationId]) : undefined
  const init = { method, ...(body === undefined ? {} : { body }) }

  it('bears what stands in its path', async () => {
    for (const hostile of addressed) await expectCalm(hostile, fillPath(path, hostile), init)
  })

  it('bears what stands in its query', async () => {
    for (const name of [...query, '__proto__', 'constructor[prototype]', 'by'])
      for (const hostile of addressed)
        await expectCalm(
          `${name}=${hostile}`,
          `${livePath(path)}?${name}=${hostile}&${name}=${hostile}`,
          {
            method,
            ...(takesBody ? { body: '[]' } : {}),
          },
        )
  })
})

describe.each(changing)('%s', (_, { method, path, operationId }) => {
  const taken = takenBodies[operationId] ?? {}
  const send = (body: string, headers: Record<string, string> = {}) =>
    expectCalm(body, livePath(path), { method, body, headers })

  it('bears what stands in its body', async () => {
    for (const hostile of values) await send(hostile)
    for (const name of [...Object.keys(taken), 'comment', 'by', 'version', '__proto__'])
      for (const hostile of values) {
        const rest = Object.entries(taken).filter(([key]) => key !== name)
        const fields = rest.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
        await send(`{${[...fields, `"${name}":${hostile}`].join(',')}}`)
      }
  })

  it('takes no body that is none', async () => {
    for (const hostile of unreadable)
      expect([hostile.slice(0, 40), await send(hostile)]).toEqual([hostile.slice(0, 40), 400])
    for (const type of contentTypes) expect(await send('{}', { 'content-type': type })).toBe(400)
  })

  it('takes no body that is too large', async () => {
    expect(await send(JSON.stringify({ comment: 'x'.repeat(largestBody) }))).toBe(413)
  })
})

it('leaves no trace in what all objects share', () => {
  expect(({} as Record<string, unknown>)['role']).toBeUndefined()
  expect(({} as Record<string, unknown>)['by']).toBeUndefined()
})

describe('the deployed handler', () => {
  let api: ApiUnderTest
  beforeAll(async () => {
    api = await startApi()
  })
  afterAll(() => api.stop())

  it.each([
    '//',
    '/..',
    '/%',
    '/%00',
    '//evil.test/sites',
    '/\\evil.test',
    '/sites/%zz',
    '/sites?%',
    '/sites?a=%zz',
    '/ ',
    '/sites#x',
    '/:80',
    '/@x',
  ])('answers the address %j with a refusal or as without it', async (path) => {
    const { status, headers } = await api.call({ path })
    expect([200, 400, 404, 405]).toContain(status)
    if (status !== 200) expect(headers['content-type']).toBe('application/problem+json')
  })

  it.each([
    ['TRACE', 405],
    ['OPTIONS', 204],
    ['CONNECT', 405],
    ['PATCH', 405],
    ['PROPFIND', 405],
    ['get', 200],
  ])('answers the method %j with %i', async (method, due) => {
    const { status } = await api.call({ method, path: '/sites' })
    expect(status).toBe(due)
  })

  it.each([
    'Bearer',
    'Bearer  ',
    'Basic QWRhOg==',
    'Bearer a.b.c',
    `Bearer ${'a'.repeat(100_000)}`,
    'Bearer ../../x',
  ])('believes no authorization such as %j', async (authorization) => {
    const { status } = await api.call({ path: '/sites', headers: { authorization } })
    expect(status).toBe(401)
  })
})
