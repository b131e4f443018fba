import { afterAll, beforeAll, expect, it } from 'vitest'
import { queryItems, readText } from '#store/items.ts'
import { opsKeys } from '#store/keys.ts'
import { type ApiUnderTest, startApi } from '#test/support/api-under-test.ts'

let api: ApiUnderTest
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const hook = { kind: 'webhook', url: 'https://hook.example/x' }
const routes = [{ name: 'all', receiver: 'hook' }]
const routingTo = (receivers: object) => ({ receivers, routes })
const apply = (routing: object, basedOn: number, by = 'Ada') =>
  api.call({ method: 'PUT', path: '/routing', body: { routing, by, reason: 'on call', basedOn } })

it('is the usual until somebody writes one', async () => {
  expect((await api.call({ path: '/routing' })).json).toEqual({
    version: 0,
    routing: { receivers: {}, routes: [] },
    ...{ by: null, reason: null, at: null },
  })
})

it('keeps every version, shows each webhook its secret once, and lets nobody be overruled unseen', async () => {
  const first = (await apply(routingTo({ hook }), 0)).json as { secrets: Record<string, string> }
  expect(Buffer.from(first.secrets['hook'] ?? '', 'base64url')).toHaveLength(32)
  const email = { kind: 'email', to: ['shift@example.com'] }
  const second = (await apply(routingTo({ hook, email }), 1)).json
  expect(second).toEqual({ version: 2, secrets: {} })
  const late = await apply(routingTo({ hook }), 1, 'Bob')
  expect(late.json).toMatchObject({
    status: 409,
    detail: expect.stringMatching(
      /^The routing is at version 2 by Ada, \d+ s ago \("on call"\), not at version 1; look at it and base yours on version 2\.$/,
    ),
  })
  const { json } = await api.call({ path: '/routing/history' })
  expect(json).toMatchObject({
    items: [
      { changes: [{ field: 'receivers.email', from: null, to: JSON.stringify(email) }] },
      {
        changes: [
          { field: 'receivers.hook', from: null, to: JSON.stringify(hook) },
          { field: 'routes.all', from: null, to: expect.stringContaining('"place":1') },
        ],
      },
    ],
  })
  expect(JSON.stringify(json)).not.toContain(first.secrets['hook'])
})

it('gives a webhook another secret, and writes down who wanted it but never the secret', async () => {
  const { json } = await api.call({
    method: 'POST',
    path: '/routing/receivers/hook/secret',
    body: { by: 'Ada', reason: 'it was seen' },
  })
  const { secret } = json as { secret: string }
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  const { store } = api
  const entries = await queryItems(store, store.opsTable, opsKeys.audit(Date.now(), '').pk)
  const texts = entries.map((entry) => readText(entry, 'body'))
  expect(texts.map((text) => (JSON.parse(text) as { action: string }).action)).toEqual([
    'routing-applied',
    'routing-applied',
    'webhook-secret-rotated',
  ])
  expect(texts.join('')).not.toContain(secret)
})

it.each(['mailbox:', 'http://127.0.0.1/', 'https://10.0.0.1/'])(
  'refuses %s, where no signed message may go',
  async (url) => {
    const { json } = await apply(routingTo({ hook: { ...hook, url } }), 2)
    expect(json).toMatchObject({ status: 422, errors: [{ path: 'receivers.hook.url' }] })
  },
)

it.each([
  [[], 'Routing: routes: has none, so nobody would be told'],
  [
    [{ ...routes[0], match: { sites: ['gardn'] } }],
    'Routing: routes.0.match.sites: no site is named "gardn"; there is none; apply its site file first',
  ],
])('refuses the routes %j, by which nobody would be told', async (wrong, detail) => {
  const { json } = await apply({ receivers: { hook }, routes: wrong }, 2)
  expect(json).toMatchObject({ status: 422, detail: expect.stringContaining(detail) })
})

it('shows the secret of a new webhook to whoever was slower, too, once theirs is applied', async () => {
  const { version } = (await api.call({ path: '/routing' })).json as { version: number }
  const wishes = ['a', 'b'].map((name) => ({ name, routing: routingTo({ hook, [name]: hook }) }))
  const answers = await Promise.all(wishes.map(({ routing }) => apply(routing, version)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  const late = wishes[answers.findIndex(({ status }) => status === 409)]
  if (!late) throw new Error('Nobody was slower.')
  const again = (await apply(late.routing, version + 1)).json as { secrets: object }
  expect(Object.keys(again.secrets)).toEqual([late.name])
})
