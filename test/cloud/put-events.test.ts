import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { BusEvent } from '#domain/events.ts'
import { serveAws } from '#simulators/cloud/http/serve-aws.ts'
import { type RunningServer, startServer } from '#simulators/cloud/http/start-server.ts'

let server: RunningServer
let client: EventBridgeClient
let routed: BusEvent[] = []
const now = Date.UTC(2026, 10, 1, 12, 30, 15, 789)

beforeAll(async () => {
  server = await startServer(0)
  server.serve((request, response) =>
    serveAws(request, response, {
      bus: 'hyphae',
      now: () => now,
      route: async (events) => {
        routed.push(...events.map(({ event }) => event))
      },
    }),
  )
  client = new EventBridgeClient({
    endpoint: server.origin,
    region: 'local',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 1,
  })
})
beforeEach(() => {
  routed = []
})
afterAll(async () => {
  client.destroy()
  await server.stop()
})

const good: PutEventsRequestEntry = {
  EventBusName: 'hyphae',
  Source: 'test',
  DetailType: 'ReadingsReported',
  Detail: '{"cell":"a"}',
}
const put = (...entries: PutEventsRequestEntry[]) =>
  client.send(new PutEventsCommand({ Entries: entries }))

describe('PutEvents', () => {
  it('takes an entry and hands it on as EventBridge would', async () => {
    const { FailedEntryCount, Entries } = await put({ ...good, Resources: ['r'] })
    expect(FailedEntryCount).toBe(0)
    expect(routed).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'ReadingsReported',
        source: 'test',
        account: '000000000000',
        time: '2026-11-01T12:30:15Z',
        region: 'local',
        resources: ['r'],
        detail: { cell: 'a' },
      },
    ])
  })

  it('takes the time of whoever reports an earlier event', async () => {
    await put({ ...good, Time: new Date('2026-01-02T03:04:05Z') })
    expect(routed[0]?.time).toBe('2026-01-02T03:04:05Z')
  })

  it('takes a bus by its ARN', async () => {
    await put({ ...good, EventBusName: 'arn:aws:events:local:000000000000:event-bus/hyphae' })
    expect(routed).toHaveLength(1)
  })

  it('takes ten entries and gives each an id of its own, in order', async () => {
    const entries = Array.from({ length: 10 }, (_, n) => ({ ...good, Detail: `{"cell":"${n}"}` }))
    const { Entries = [] } = await put(...entries)
    expect(new Set(Entries.map(({ EventId }) => EventId)).size).toBe(10)
    expect(routed.map(({ id }) => id)).toEqual(Entries.map(({ EventId }) => EventId))
    expect(routed.map(({ detail }) => detail)).toEqual(
      entries.map(({ Detail }) => JSON.parse(Detail)),
    )
  })

  it.each<readonly [string, Partial<PutEventsRequestEntry>, string, RegExp]>([
    ['no source', { Source: undefined }, 'InvalidArgument', /Source is a required argument/],
    ['an empty detail-type', { DetailType: '' }, 'InvalidArgument', /DetailType is a required/],
    ['no detail', { Detail: undefined }, 'InvalidArgument', /Detail is a required argument/],
    [
      'a detail-type over 128',
      { DetailType: 'x'.repeat(129) },
      'InvalidArgument',
      /longer than 128/,
    ],
    ['a time before 1970', { Time: new Date(-1_000) }, 'InvalidArgument', /Time is out of range/],
    ['broken JSON', { Detail: '{"cell":' }, 'MalformedDetail', /^Detail is malformed\.$/],
    ['a list', { Detail: '[1]' }, 'MalformedDetail', /malformed/],
    ['a bare text', { Detail: '"cell"' }, 'MalformedDetail', /malformed/],
    ['null', { Detail: 'null' }, 'MalformedDetail', /malformed/],
    [
      'a depth nobody could write again',
      { Detail: `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}` },
      'MalformedDetail',
      /malformed/,
    ],
  ])('refuses an entry with %s and takes the others', async (_, change, code, message) => {
    const { FailedEntryCount, Entries = [] } = await put(
      good,
      { ...good, ...change } as PutEventsRequestEntry,
      good,
    )
    expect(FailedEntryCount).toBe(1)
    expect(Entries.map(({ ErrorCode }) => ErrorCode)).toEqual([undefined, code, undefined])
    expect(Entries[1]?.ErrorMessage).toMatch(message)
    expect(routed).toHaveLength(2)
  })

  it.each<readonly [string, readonly PutEventsRequestEntry[], string, RegExp]>([
    ['no entry', [], 'ValidationException', /greater than or equal to 1/],
    ['eleven entries', Array(11).fill(good), 'ValidationException', /less than or equal to 10/],
    [
      'more than a megabyte',
      Array(2).fill({ ...good, Detail: `{"a":"${'x'.repeat(524_288)}"}` }),
      'ValidationException',
      /over the limit/,
    ],
    [
      'a bus that is not there',
      [good, { ...good, EventBusName: 'other' }],
      'ResourceNotFoundException',
      /other does not exist.*"hyphae"/,
    ],
    [
      'the default bus',
      [{ ...good, EventBusName: undefined }],
      'ResourceNotFoundException',
      /default/,
    ],
  ])('refuses a call with %s as a whole', async (_, entries, name, message) => {
    const call = put(...entries)
    await expect(call).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 400 } })
    await expect(call).rejects.toThrow(message)
    expect(routed).toEqual([])
  })

  it('takes exactly a megabyte, counted in bytes', async () => {
    const names = 'test'.length + 'ReadingsReported'.length
    const room = 1_048_576 - names - '{"a":""}'.length
    await put({ ...good, Detail: `{"a":"${'é'.repeat(room / 2)}"}` })
    expect(routed).toHaveLength(1)
    const over = put({ ...good, Detail: `{"a":"${'é'.repeat(room / 2)}x"}` })
    await expect(over).rejects.toThrow(/over the limit/)
  })
})

describe('the port', () => {
  const post = (target: string, body: string, headers: Record<string, string> = {}) =>
    fetch(server.origin, {
      method: 'POST',
      headers: { 'x-amz-target': target, ...headers },
      body,
    })

  it.each([
    ['another operation', 'AWSEvents.PutRule', '{}', 400, 'UnknownOperationException'],
    ['a body that is no JSON', 'AWSEvents.PutEvents', '{', 400, 'SerializationException'],
    [
      'entries that are no list',
      'AWSEvents.PutEvents',
      '{"Entries":1}',
      400,
      'SerializationException',
    ],
    [
      'a body of five megabytes',
      'AWSEvents.PutEvents',
      'x'.repeat(5e6),
      413,
      'RequestEntityTooLarge',
    ],
  ])('answers %s with an error, not with silence', async (_, target, body, status, type) => {
    const response = await post(target, body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ __type: type })
  })
})
