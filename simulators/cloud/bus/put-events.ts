import * as z from 'zod'
import { Entry, entryBytes, type RefusedEntry, type TakenEvent, takeEntry } from './take-entry.ts'

/** PutEvents as AWS answers it: what is wrong with the call is one error, what is wrong with an entry is its own. */
const Call = z.object({ Entries: z.array(Entry) })

export type EntryResult = { readonly EventId: string } | RefusedEntry

export type PutEventsOutcome =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | {
      readonly kind: 'taken'
      readonly results: readonly EntryResult[]
      readonly events: readonly TakenEvent[]
    }

const mostEntries = 10
/** One megabyte since January 2026, 256 KB before. */
export const largestCallBytes = 1_048_576

export function takePutEvents(body: unknown, bus: string, now: number): PutEventsOutcome {
  const parsed = Call.safeParse(body)
  if (!parsed.success)
    return refuse(
      'SerializationException',
      `${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`,
    )
  const entries = parsed.data.Entries
  if (entries.length < 1 || entries.length > mostEntries)
    return refuse('ValidationException', lengthMessage(entries.length))
  if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > largestCallBytes)
    return refuse(
      'ValidationException',
      'Total size of the entries in the request is over the limit.',
    )
  const stranger = entries.find((entry) => busName(entry.EventBusName) !== bus)
  if (stranger)
    return refuse(
      'ResourceNotFoundException',
      `Event bus ${busName(stranger.EventBusName)} does not exist. The embedded cloud has "${bus}".`,
    )
  const outcomes = entries.map((entry) => takeEntry(entry, now))
  return {
    kind: 'taken',
    results: outcomes.map((outcome) =>
      'event' in outcome ? { EventId: outcome.event.id } : outcome,
    ),
    events: outcomes.flatMap((outcome) => ('event' in outcome ? [outcome] : [])),
  }
}

function refuse(code: string, message: string): PutEventsOutcome {
  return { kind: 'refused', code, message }
}

function lengthMessage(length: number): string {
  const bound = length === 0 ? 'greater than or equal to 1' : `less than or equal to ${mostEntries}`
  return `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${bound}`
}

/** A bus may be named by its name or its ARN. */
function busName(name: string | undefined): string {
  return name?.split('/').at(-1) ?? 'default'
}
