import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayDo, Role } from '#domain/api/role.ts'
import { Incident } from '#domain/incidents/incident.ts'
import { describeApi } from '#functions/serve-api/describe-api.ts'
import { walkAudit } from '#store/audit.ts'
import { saveIncident } from '#store/incidents.ts'
import { saveSite } from '#store/sites.ts'
import { promiseOf } from '#test/support/api-document.ts'
import { badTokens, groupless, otherGroups } from '#test/support/bearers.ts'
import { type DocumentedRoute, documentedRoutes, fillPath } from '#test/support/document-routes.ts'
import { type GuardedApps, startGuardedApps } from '#test/support/guarded-app.ts'
import { cellsOf, garden } from '#test/support/sites.ts'
import { takenBodies } from '#test/support/taken-bodies.ts'

import stored from '../fixtures/v1/incident.json' with { type: 'json' }

type App = ReturnType<GuardedApps['open']>

const routes = documentedRoutes()
const named = routes.map((route) => [`${route.method} ${route.path}`, route] as const)
const changes = routes.filter(({ method }) => method !== 'GET')
const document = JSON.parse(JSON.stringify(describeApi())) as Parameters<typeof promiseOf>[0]

let apps: GuardedApps
let closed: App
let open: App
let tokens: Record<Role, string>
let bad: Record<string, string>
let roleless: readonly string[]

beforeAll(async () => {
  apps = await startGuardedApps()
  closed = apps.open()
  open = apps.open({ anonymousRole: 'viewer' })
  const signed = Role.options.map(
    async (role) => [role, await apps.issuer.tokenOf('Ada', role, apps.now)] as const,
  )
  tokens = Object.fromEntries(await Promise.all(signed)) as Record<Role, string>
  bad = await badTokens(apps.issuer, apps.now)
  roleless = [await groupless(apps.issuer, apps.now), await otherGroups(apps.issuer, apps.now)]
})
afterAll(() => apps.stop())

interface Sent {
  readonly token?: string | undefined
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks with a body that is wrong for every route, so that whoever is let in changes nothing. */
async function ask(app: App, { method, path, operationId }: DocumentedRoute, sent: Sent = {}) {
  const answer = await app.request(fillPath(path, 'x'), {
    method,
    headers: {
      ...(sent.token ? { authorization: `Bearer ${sent.token}` } : {}),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(sent.body ?? []) }),
  })
  const { status } = answer
  if (status >= 400) {
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    const problem = await answer.json()
    expect(promiseOf(document, operationId, status)?.schema?.parse(problem)).toMatchObject({
      status,
    })
  }
  return answer
}

/** 401 and 403 are the guards' word; whatever else a route says, it says to whom it let in. */
const outcome = ({ status }: Response) => ([401, 403].includes(status) ? status : 'let in')
const due = (has: Role | null, route: DocumentedRoute, refusal: number) =>
  has && mayDo(has, route.role) ? 'let in' : refusal

describe('the document', () => {
  it('gives nobody a change for seeing alone, and what moves the system to engineers', () => {
    expect(changes.filter(({ role }) => role === 'viewer')).toEqual([])
    const engineers = routes.filter(({ role }) => role === 'engineer')
    expect(engineers.map(({ operationId }) => operationId).toSorted()).toEqual([
      ...['applyPolicy', 'applyRouting', 'applySite', 'rotateSecret'],
    ])
  })

  it('keeps who takes part in what from whoever only looks', () => {
    const kept = routes.filter(({ method, role }) => method === 'GET' && role !== 'viewer')
    expect(kept.map(({ operationId }) => operationId).toSorted()).toEqual([
      ...['audit', 'consents', 'consentsOf'],
    ])
  })
})

describe.each(named)('%s', (_, route) => {
  it('lets in whom its role says, and nobody else', async () => {
    expect(outcome(await ask(closed, route))).toBe(401)
    expect(outcome(await ask(open, route))).toBe(due('viewer', route, 401))
    for (const role of Role.options) {
      const answer = await ask(closed, route, { token: tokens[role] })
      expect([role, outcome(answer)]).toEqual([role, due(role, route, 403)])
    }
    for (const token of roleless) expect(outcome(await ask(open, route, { token }))).toBe(403)
    expect(apps.faults).toEqual([])
  })

  it('believes no bad token, even where whoever has none may look', async () => {
    for (const app of [closed, open])
      for (const [kind, token] of Object.entries(bad)) {
        const answer = await ask(app, route, { token })
        expect([kind, outcome(answer)]).toEqual([kind, 401])
        expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
      }
  })

  it('refuses a parameter that it does not know, once it knows who asks', async () => {
    const asked = { ...route, path: `${route.path}?colour=red` }
    expect((await ask(closed, asked, { token: tokens.engineer })).status).toBe(400)
    expect((await ask(closed, asked)).status).toBe(401)
  })

  it('answers with 429 and when to come again, and goes on by the clock', async () => {
    const app = apps.open({ requestsPerSecond: 1 })
    const waits: (string | null)[] = []
    for (let n = 0; n < 4; n += 1) {
      const { status, headers } = await ask(app, route, { token: tokens.engineer })
      waits.push(status === 429 ? headers.get('retry-after') : null)
    }
    // Whether Hyphae lives is answered however often.
    expect(waits).toEqual([null, null, null, route.operationId === 'health' ? null : '1'])
    apps.now += 1_000
    const token = await apps.issuer.tokenOf('Ada', 'engineer', apps.now)
    const after = await ask(app, route, { token })
    const other = await ask(app, route, {
      token: await apps.issuer.tokenOf('Bo', 'engineer', apps.now),
    })
    apps.now -= 1_000
    expect([after.status, other.status]).not.toContain(429)
  })
})

it('counts strangers apart from whoever has a token, and forged ones as strangers', async () => {
  const app = apps.open({ requestsPerSecond: 1, anonymousRole: 'viewer' })
  const sites = routes.filter(({ operationId }) => operationId === 'sites')
  const [route = sites[0]] = sites
  if (!route) throw new Error('The document has no operation "sites".')
  const statusOf = async (token?: string) => (await ask(app, route, { token })).status
  for (let n = 0; n < 3; n += 1) expect(await statusOf(bad['expired'])).toBe(401)
  expect([await statusOf(bad['expired']), await statusOf()]).toEqual([429, 429])
  expect(await statusOf(tokens.viewer)).toBe(200)
})

/** Those that say by whom they are. */
const { applySite: _, grantConsent: __, previewSilence: ___, ...bodies } = takenBodies

describe.each(Object.entries(bodies))('%s', (operationId, body) => {
  const [route] = routes.filter((one) => one.operationId === operationId)

  it('is done in no other name than the token’s', async () => {
    if (!route) throw new Error(`The document has no operation "${operationId}".`)
    const as = (by: string) => ask(closed, route, { token: tokens.engineer, body: { ...body, by } })
    expect((await as('Bo')).status).toBe(403)
    expect((await as('Ada')).status).not.toBe(403)
  })
})

it('asks for a name wherever a body has one', () => {
  const schemas = JSON.stringify(document.components.schemas)
  expect(schemas).toContain('"by"')
  const withName = changes.filter(({ operationId }) => takesName(operationId))
  expect(withName.map(({ operationId }) => operationId).toSorted()).toEqual(
    Object.keys(bodies).toSorted(),
  )
})

function takesName(operationId: string): boolean {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const found = operations.find((one) => one.operationId === operationId) as unknown as {
    requestBody?: { content: Record<string, { schema: { $ref?: string; properties?: object } }> }
  }
  const schema = found.requestBody?.content['application/json']?.schema
  const name = schema?.$ref?.split('/').at(-1)
  const whole = name ? document.components.schemas[name] : schema
  return 'by' in ((whole as { properties?: object } | undefined)?.properties ?? {})
}

describe('If-Match', () => {
  const incident = Incident.parse(JSON.parse(stored.item.body.S))
  const ofIncident = changes.filter(({ path }) => path.startsWith('/api/v1/incidents/'))
  beforeAll(async () => {
    await saveSite(apps.store, garden, [...cellsOf(garden).values()])
    await saveIncident(apps.store, incident, apps.now, undefined)
  })

  it.each(ofIncident.map((route) => [route.operationId, route] as const))(
    'of another version keeps %s from being done',
    async (operationId, route) => {
      const path = fillPath(route.path, encodeURIComponent(incident.id))
      const asked = (match: string) =>
        ask(
          closed,
          { ...route, path },
          {
            token: tokens.operator,
            body: bodies[operationId],
            headers: { 'if-match': match },
          },
        )
      expect((await asked('"99"')).status).toBe(412)
      expect((await asked('"98", W/"99"')).status).toBe(412)
      for (const none of ['seven', '', ',', '"7", seven'])
        expect([none, (await asked(none)).status]).toEqual([none, 400])
      expect((await asked('*')).status).not.toBe(412)
    },
  )
  it('takes the etag of an incident until it changes', async () => {
    const place = encodeURIComponent(incident.id)
    const routeOf = (name: string) => {
      const route = routes.find(({ operationId }) => operationId === name)
      if (!route) throw new Error(`The document has no ${name}.`)
      return { ...route, path: fillPath(route.path, place) }
    }
    const read = async () => {
      const { headers } = await ask(closed, routeOf('incident'), { token: tokens.viewer })
      return headers.get('etag') ?? ''
    }
    const comment = (match: string) =>
      ask(closed, routeOf('commentIncident'), {
        token: tokens.operator,
        body: { comment: 'looked at it' },
        headers: { 'if-match': match },
      })
    const seen = await read()
    expect(seen).toMatch(/^"\d+\.[\w-]+"$/)
    expect((await comment(seen)).status).toBe(200)
    expect((await comment(seen)).status).toBe(412)
    // Whoever was too late learns who was faster, and the audit has both.
    const outcomes: string[] = []
    for await (const { entry } of walkAudit(apps.store, undefined, undefined))
      if (entry.action === 'incident-comment') outcomes.push(entry.outcome ?? '')
    expect(outcomes).toContain('done')
    expect(outcomes).toContainEqual(
      expect.stringMatching(/^refused: already .*by Ada, \d+ s ago; at version \d+, not at \d+$/),
    )
    expect((await comment(await read())).status).toBe(200)
    expect((await comment(`${seen}, W/${await read()}`)).status).toBe(200)
  })
})
