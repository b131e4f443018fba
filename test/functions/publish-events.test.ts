import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandInput,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { PublishError } from '#bus/publish-error.ts'
import { offerEvents, publishEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'

const client = new EventBridgeClient({ region: 'local' })
const eventBridge = mockClient(client)
const bus = { client, name: 'hyphae' }
const event = (name: string, filler = '') => ({
  source: 'test',
  type: eventTypes.readingsReported,
  detail: { name, filler },
})
const events = (count: number) => Array.from({ length: count }, (_, index) => event(`e${index}`))

/** By the name of each entry: taken, or refused with a code. */
function respond(codeOf: (name: string, call: number) => string | undefined) {
  let call = 0
  eventBridge.on(PutEventsCommand).callsFake((input: PutEventsCommandInput) => {
    call += 1
    const entries = namesIn(input).map((name): PutEventsResultEntry => {
      const code = codeOf(name, call)
      return code ? { ErrorCode: code, ErrorMessage: `${code} of ${name}` } : { EventId: name }
    })
    return { Entries: entries, FailedEntryCount: entries.filter((entry) => entry.ErrorCode).length }
  })
}

const namesIn = ({ Entries = [] }: PutEventsCommandInput) =>
  Entries.map(({ Detail = '' }) => (JSON.parse(Detail) as { name: string }).name)
const calls = () =>
  eventBridge
    .commandCalls(PutEventsCommand)
    .map(({ args: [command] }) => namesIn(command.input).join(' '))

/** Lets pauses pass at once. */
async function waiting<T>(work: Promise<T>): Promise<T> {
  work.catch(() => {})
  await vi.runAllTimersAsync()
  return work
}

beforeEach(() => {
  eventBridge.reset()
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  return () => vi.useRealTimers()
})

describe('publishing', () => {
  it('sends nothing where there is nothing', async () => {
    await publishEvents(bus, [])
    expect(calls()).toEqual([])
  })

  it('sends ten at a time, in order, to its bus', async () => {
    respond(() => undefined)
    await publishEvents(bus, events(23))
    expect(calls().map((call) => call.split(' ').length)).toEqual([10, 10, 3])
    expect(calls().join(' ')).toBe(
      events(23)
        .map(({ detail }) => detail.name)
        .join(' '),
    )
    const [first] = eventBridge.commandCalls(PutEventsCommand)
    expect(first?.args[0].input.Entries?.[0]).toEqual({
      EventBusName: 'hyphae',
      Source: 'test',
      DetailType: 'ReadingsReported',
      Detail: '{"name":"e0","filler":""}',
    })
  })

  it('stays below the size of a call', async () => {
    respond(() => undefined)
    const large = ['a', 'b', 'c'].map((name) => event(name, 'x'.repeat(90_000)))
    await publishEvents(bus, large)
    expect(calls()).toEqual(['a b', 'c'])
  })

  it('sends again only the entries that failed in passing', async () => {
    respond((name, call) =>
      call === 1 && (name === 'e1' || name === 'e3') ? 'ThrottlingException' : undefined,
    )
    await waiting(publishEvents(bus, events(5)))
    expect(calls()).toEqual(['e0 e1 e2 e3 e4', 'e1 e3'])
  })

  it('gives up after a while, so that whoever called tries again later', async () => {
    respond((name) => (name === 'e1' ? 'InternalFailure' : undefined))
    await expect(waiting(publishEvents(bus, events(2)))).rejects.toThrow(
      /answered InternalFailure to 1 events/,
    )
    expect(calls()).toEqual(['e0 e1', 'e1', 'e1', 'e1', 'e1', 'e1'])
  })

  it('throws what the bus will never take, and does not send it again', async () => {
    respond((name) => (name === 'e1' ? 'MalformedDetail' : undefined))
    const publishing = publishEvents(bus, events(3))
    await expect(publishing).rejects.toBeInstanceOf(PublishError)
    await expect(publishing).rejects.toThrow(
      /refused 1 event: MalformedDetail, MalformedDetail of e1/,
    )
    expect(calls()).toEqual(['e0 e1 e2'])
  })

  it('throws when the bus cannot be reached', async () => {
    eventBridge.on(PutEventsCommand).rejects(new Error('no route'))
    await expect(publishEvents(bus, events(1))).rejects.toThrow(/^no route$/)
  })
})

describe('a call that is refused as a whole', () => {
  const refusal = Object.assign(new Error('over the limit'), { name: 'ValidationException' })

  it('is the fault of its event, where it has only one', async () => {
    eventBridge.on(PutEventsCommand).rejects(refusal)
    const [only] = events(1)
    expect(await offerEvents(bus, events(1))).toEqual([
      expect.objectContaining({
        event: only,
        code: 'ValidationException',
        message: 'over the limit',
      }),
    ])
  })

  it('is thrown, where it has several', async () => {
    eventBridge.on(PutEventsCommand).rejects(refusal)
    await expect(offerEvents(bus, events(2))).rejects.toThrow(/^over the limit$/)
  })
})

it('offering says what was refused and goes on with the rest', async () => {
  respond((name) => (name === 'e1' || name === 'e11' ? 'MalformedDetail' : undefined))
  const refused = await offerEvents(bus, events(12))
  expect(refused.map((one) => [one.event.detail, one.code])).toEqual([
    [{ name: 'e1', filler: '' }, 'MalformedDetail'],
    [{ name: 'e11', filler: '' }, 'MalformedDetail'],
  ])
  expect(calls()).toHaveLength(2)
})
