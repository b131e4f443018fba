import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { BusEvent } from '#domain/events.ts'

/** PutEvents as AWS answers it: what is wrong with the call is one error, what is wrong with an entry is its own. */
const Call = z.object({
  Entries: z.array(
    z.object({
      Source: z.string().optional(),
      DetailType: z.string().optional(),
      Detail: z.string().optional(),
      EventBusName: z.string().optional(),
      Resources: z.array(z.string()).optional(),
      Time: z.number().optional(),
    }),
  ),
})
type Entry = z.infer<typeof Call>['Entries'][number]

export type EntryResult =
  | { readonly EventId: string }
  | { readonly ErrorCode: string; readonly ErrorMessage: string }

export type PutEventsOutcome =
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | {
      readonly kind: 'taken'
      readonly results: readonly EntryResult[]
      readonly events: readonly BusEvent[]
    }

const mostEntries = 10
/** One megabyte since January 2026, 256 KB before. */
export const largestCallBytes = 1_048_576
const timeBytes = 14
const longestName = 128
const latestInstant = 8_640_000_000_000

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
    events: outcomes.flatMap((outcome) => ('event' in outcome ? [outcome.event] : [])),
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

function entryBytes(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])]
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0)
  return bytes + (entry.Time === undefined ? 0 : timeBytes)
}

function takeEntry(
  entry: Entry,
  now: number,
): { event: BusEvent } | Extract<EntryResult, { ErrorCode: string }> {
  for (const name of ['Source', 'DetailType', 'Detail'] as const)
    if (!entry[name]) return invalid(name, `${name} is a required argument.`)
  for (const name of ['Source', 'DetailType'] as const)
    if ((entry[name]?.length ?? 0) > longestName)
      return invalid(name, `${name} is longer than ${longestName} characters.`)
  const detail = parseObject(entry.Detail ?? '')
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
  const at = entry.Time === undefined ? now : entry.Time * 1000
  if (at < 0 || at > latestInstant) return invalid('Time', 'Time is out of range.')
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': entry.DetailType ?? '',
    source: entry.Source ?? '',
    account: '000000000000',
    time: new Date(at).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: 'local',
    resources: entry.Resources ?? [],
    detail,
  }
  return { event }
}

function invalid(name: string, reason: string): Extract<EntryResult, { ErrorCode: string }> {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}`,
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // What is nested too deeply to be written could not be handed on.
    JSON.stringify(value)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
