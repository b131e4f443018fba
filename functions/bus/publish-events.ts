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

/** Publishes in order. Only the entries that failed are sent again; what still fails is thrown. */
export async function publishEvents(bus: Bus, events: readonly OutgoingEvent[]): Promise<void> {
  const entries = events.map((event) => ({
    EventBusName: bus.name,
    Source: event.source,
    DetailType: event.type,
    Detail: JSON.stringify(event.detail),
  }))
  for (const call of packCalls(entries)) await publishCall(bus, call)
}

function packCalls(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const calls: PutEventsRequestEntry[][] = []
  let bytes = 0
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.Detail ?? '')
    const current = calls.at(-1)
    if (current && current.length < largestCall && bytes + size <= largestCallBytes) {
      current.push(entry)
      bytes += size
    } else {
      calls.push([entry])
      bytes = size
    }
  }
  return calls
}

async function publishCall(bus: Bus, call: readonly PutEventsRequestEntry[]): Promise<void> {
  let remaining = [...call]
  for (let attempt = 0; ; attempt += 1) {
    const { Entries = [] } = await bus.client.send(new PutEventsCommand({ Entries: remaining }))
    const failed = remaining.filter((_, index) => Entries[index]?.ErrorCode !== undefined)
    if (failed.length === 0) return
    const first = Entries.find((entry) => entry.ErrorCode !== undefined)
    if (attempt + 1 === maximumAttempts || !isPassing(first?.ErrorCode))
      throw new PublishError(
        bus.name,
        failed.length,
        call.length,
        first?.ErrorCode,
        first?.ErrorMessage,
      )
    remaining = failed
    await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 50))
  }
}

function isPassing(code: string | undefined): boolean {
  return (
    code === 'ThrottlingException' || code === 'InternalFailure' || code === 'InternalException'
  )
}
