import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Outgoing } from '#deliver/deliver-ports.ts'
import { postJson } from '#deliver/post-json.ts'
import { openSender } from '#deliver/send-message.ts'
import type { Message } from '#domain/notify/message.ts'
import { readBody } from '#simulators/cloud/http/read-body.ts'
import { type RunningServer, startServer } from '#simulators/cloud/http/start-server.ts'
import { makeSecret } from '#store/routing.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

interface Heard {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

let running: TestStore
let server: RunningServer
let heard: Heard[] = []
let answer: (response: ServerResponse) => void = (response) => response.end()
beforeAll(async () => {
  running = await startTestStore()
  await makeSecret(running.store, 'hook', 'a secret')
  server = await startServer(0)
  server.serve(async (request, response) => {
    const body = (await readBody(request, 1e6)).toString('utf8')
    heard.push({ path: request.url ?? '', headers: request.headers, body })
    answer(response)
  })
})
afterAll(async () => {
  await server.stop()
  await running.stop()
})
afterEach(() => {
  heard = []
  answer = (response) => response.end()
})

const message: Message = {
  ...{
    schemaVersion: 1,
    kind: 'incidents',
    severity: 'critical',
    title: 'Critical: Pumpe läuft heiß',
  },
  ...{ lines: [], place: null, since: '2026-03-02T00:00:00.000Z', downstream: 0, link: null },
  ...{ incidents: [], total: 1 },
}
const outgoing = (change: Partial<Outgoing> = {}): Outgoing => ({
  ...{ id: 'd-1', receiver: 'hook', message, repeated: false },
  ...change,
})
const sender = (mailboxUrl = `${server.origin}/mailbox`) =>
  openSender(running.store, { mailboxUrl, emailFrom: '' }, () => 1_772_409_600_500)
const hook = () => ({ kind: 'webhook', url: `${server.origin}/hook` }) as const

it('signs what it sends, so that the receiver can compute the same', async () => {
  expect(await sender()(hook(), outgoing())).toEqual({ kind: 'taken' })
  const { headers, body } = heard[0] ?? { headers: {} as Heard['headers'], body: '' }
  const expected = createHmac('sha256', 'a secret').update(`1772409600.${body}`).digest('hex')
  expect(headers['x-hyphae-signature']).toBe(`t=1772409600,v1=${expected}`)
  expect(headers['x-hyphae-delivery']).toBe('d-1')
  expect(headers).not.toHaveProperty('x-hyphae-repeated')
  expect(JSON.parse(body)).toEqual({ delivery: 'd-1', receiver: 'hook', repeated: false, message })
})

it('says when it may have come before', async () => {
  await sender()(hook(), outgoing({ repeated: true }))
  expect(heard[0]?.headers['x-hyphae-repeated']).toBe('true')
})

it('takes mailbox: to the mailbox, where there is one', async () => {
  expect(await sender()({ kind: 'webhook', url: 'mailbox:' }, outgoing())).toEqual({
    kind: 'taken',
  })
  expect(heard.map(({ path }) => path)).toEqual(['/mailbox'])
  expect(await sender('')({ kind: 'webhook', url: 'mailbox:' }, outgoing())).toMatchObject({
    kind: 'refused',
  })
})

it('calls nothing on the inside on AWS, where there is no mailbox', async () => {
  expect(await sender('')(hook(), outgoing())).toEqual({
    ...{ kind: 'refused', answer: 'the URL must begin with https://, not http://' },
  })
  const url = 'https://127.0.0.1.nip.test:1/'
  const judged = await postJson({ url, body: '', headers: {}, mayBeLocal: false })
  expect(judged.kind).toBe('refused')
  expect(heard).toEqual([])
})

it('does not follow a redirect', async () => {
  answer = (response) => response.writeHead(307, { location: '/elsewhere' }).end()
  expect(await sender()(hook(), outgoing())).toEqual({ kind: 'refused', answer: 'it answered 307' })
  expect(heard.map(({ path }) => path)).toEqual(['/hook'])
})

it('reads no endless answer', async () => {
  answer = (response) => {
    response.writeHead(500)
    const pour = () => {
      while (response.write('x'.repeat(10_000)));
    }
    response.on('drain', pour)
    pour()
  }
  const answered = await sender()(hook(), outgoing())
  expect(answered).toEqual({ kind: 'refused', answer: `it answered 500, ${'x'.repeat(200)}` })
})

it('says that nobody is there', async () => {
  const url = 'http://127.0.0.1:9/'
  expect(await sender()({ kind: 'webhook', url }, outgoing())).toMatchObject({
    kind: 'refused',
    answer: expect.stringContaining('127.0.0.1:9'),
  })
})

it('says that an e-mail has no sender', async () => {
  expect(await sender()({ kind: 'email', to: ['a@example.com'] }, outgoing())).toEqual({
    kind: 'refused',
    answer: 'no sender is set; set EMAIL_FROM to an address SES knows',
  })
})
