import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import type { EventType } from '#domain/events.ts'
import type { Bus } from './bus.ts'
import { PublishError } from './publish-error.ts'

export interface OutgoingEvent {
  readonly source: string
  readonly type: EventType
  readonly detail: unknown
}

const largestCall = 10
/** Below AWS's limit for a call, with room for what it adds. */
const largestCallBytes = 200_000
const maximumAttempts = 6
const firstPauseMilliseconds = 50

/** An event that the bus will never take, in its own words. */
export interface RefusedEvent {
  readonly event: OutgoingEvent
  readonly code: string
  readonly message: string
}

/** Publishes in order; what is not taken is thrown. For our own events, which a bus has no reason to refuse. */
export async function publishEvents(bus: Bus, events: readonly OutgoingEvent[]): Promise<void> {
  const refused = await offerEvents(bus, events)
  const [first] = refused
  if (first) throw new PublishError(bus.name, refused.length, `${first.code}, ${first.message}`)
}

/** Publishes in order and says what was refused. Only entries that failed in passing are sent again. */
export async function offerEvents(
  bus: Bus,
  events: readonly OutgoingEvent[],
): Promise<RefusedEvent[]> {
  const refused: RefusedEvent[] = []
  for (const call of packCalls(events.map((event) => ({ event, entry: entryOf(bus, event) }))))
    refused.push(...(await offerCall(bus, call)))
  return refused
}

interface Offer {
  readonly event: OutgoingEvent
  readonly entry: PutEventsRequestEntry
}

function entryOf(bus: Bus, { source, type, detail }: OutgoingEvent): PutEventsRequestEntry {
  return {
    EventBusName: bus.name,
    Source: source,
    DetailType: type,
    Detail: JSON.stringify(detail),
  }
}

function packCalls(offers: readonly Offer[]): Offer[][] {
  const calls: Offer[][] = []
  let bytes = 0
  for (const offer of offers) {
    const size = Buffer.byteLength(offer.entry.Detail ?? '')
    const current = calls.at(-1)
    if (current && current.length < largestCall && bytes + size <= largestCallBytes) {
      current.push(offer)
      bytes += size
    } else {
      calls.push([offer])
      bytes = size
    }
  }
  return calls
}

async function offerCall(bus: Bus, call: readonly Offer[]): Promise<RefusedEvent[]> {
  const refused: RefusedEvent[] = []
  let remaining = call
  for (let attempt = 0; remaining.length > 0; attempt += 1) {
    if (attempt > 0) await pauseBefore(attempt)
    const failures = await tryCall(bus, remaining)
    refused.push(...failures.filter((failure) => !isPassing(failure.code)))
    const passing = failures.filter((failure) => isPassing(failure.code))
    if (passing.length > 0 && attempt + 1 === maximumAttempts)
      throw new Error(
        `Bus "${bus.name}" answered ${passing[0]?.code} to ${passing.length} events ${maximumAttempts} times in a row; try again later.`,
      )
    remaining = passing.map(({ offer }) => offer)
  }
  return refused
}

/** Anywhere within a pause that doubles: publishers that were throttled together must not come back together. */
function pauseBefore(attempt: number): Promise<void> {
  const milliseconds = firstPauseMilliseconds * 2 ** (attempt - 1) * Math.random()
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** What one attempt left: events to try again, and events the bus will never take. */
export interface Attempt {
  readonly left: readonly OutgoingEvent[]
  readonly refused: readonly RefusedEvent[]
}

/** One attempt, for whoever waits and tries again by itself. A bus that does not exist or lets nobody in is thrown. */
export async function attemptEvents(bus: Bus, events: readonly OutgoingEvent[]): Promise<Attempt> {
  const failures: Failure[] = []
  for (const call of packCalls(events.map((event) => ({ event, entry: entryOf(bus, event) }))))
    failures.push(...(await tryOrWait(bus, call)))
  return {
    left: failures.filter(({ code }) => isPassing(code)).map(({ event }) => event),
    refused: failures.filter(({ code }) => !isPassing(code)),
  }
}

/** A call that nobody answered has failed in passing, with all its events. */
async function tryOrWait(bus: Bus, call: readonly Offer[]): Promise<Failure[]> {
  try {
    return await tryCall(bus, call)
  } catch (fault) {
    if (!isAway(fault)) throw fault
    return call.map((offer) => ({ offer, event: offer.event, code: unanswered, message: '' }))
  }
}

const unanswered = 'Unanswered'

interface Failure extends RefusedEvent {
  readonly offer: Offer
}

async function tryCall(bus: Bus, offers: readonly Offer[]): Promise<Failure[]> {
  try {
    const Entries = offers.map(({ entry }) => entry)
    const answer = await bus.client.send(new PutEventsCommand({ Entries }))
    return offers.flatMap((offer, index) => {
      const { ErrorCode, ErrorMessage = '' } = answer.Entries?.[index] ?? {}
      return ErrorCode
        ? [{ offer, event: offer.event, code: ErrorCode, message: ErrorMessage }]
        : []
    })
  } catch (fault) {
    // A call of one is refused for what is in it; calls of several are packed below every limit.
    if (!(fault instanceof Error && fault.name === 'ValidationException' && offers.length === 1))
      throw fault
    return offers.map((offer) => ({
      offer,
      event: offer.event,
      code: fault.name,
      message: fault.message,
    }))
  }
}

const passingCodes = new Set([
  'ThrottlingException',
  'InternalFailure',
  'InternalException',
  unanswered,
])

function isPassing(code: string): boolean {
  return passingCodes.has(code)
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const passingNames = new Set(['TimeoutError', 'ThrottlingException', 'TooManyRequestsException'])

/** Nobody answered, or the answer was not about what was sent. */
function isAway(fault: unknown): boolean {
  const { code, name, $metadata } = fault as {
    readonly code?: string
    readonly name?: string
    readonly $metadata?: { readonly httpStatusCode?: number }
  }
  const status = $metadata?.httpStatusCode ?? 0
  return networkCodes.has(code ?? '') || passingNames.has(name ?? '') || status >= 500
}
