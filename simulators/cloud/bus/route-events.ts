import type { BusEvent } from '#domain/events.ts'
import type { FunctionName, Rule } from '#wiring'
import { compilePattern, type Matcher } from './event-pattern.ts'
import { PatternError } from './pattern-error.ts'
import type { TakenEvent } from './take-entry.ts'

export interface RoutedRecord {
  readonly partitionKey: string
  readonly event: BusEvent
  readonly text: string
}

export interface RoutedCall {
  readonly function: FunctionName
  readonly event: BusEvent
}

/** Each resolves when what it was given is on disk. */
export interface Targets {
  putRecords(records: readonly RoutedRecord[]): Promise<void>
  callLater(calls: readonly RoutedCall[]): Promise<void>
}

export type Router = (events: readonly TakenEvent[]) => Promise<void>

export function createRouter(rules: readonly Rule[], targets: Targets): Router {
  const compiled = rules.map((rule) => ({ rule, matches: compileRule(rule) }))
  return async (events) => {
    const hits = events.flatMap(({ event, text }) =>
      compiled
        .filter(({ matches }) => matches(event))
        .map(({ rule }) => ({ event, text, target: rule.target })),
    )
    const records = hits.flatMap(({ event, text, target }) =>
      target.kind === 'stream'
        ? [{ partitionKey: partitionKey(event, target.partitionKeyPath), event, text }]
        : [],
    )
    const calls = hits.flatMap(({ event, target }) =>
      target.kind === 'function' ? [{ function: target.function, event }] : [],
    )
    if (records.length > 0) await targets.putRecords(records)
    if (calls.length > 0) await targets.callLater(calls)
  }
}

function compileRule(rule: Rule): Matcher {
  try {
    return compilePattern(rule.pattern)
  } catch (cause) {
    if (cause instanceof PatternError)
      throw new Error(`Rule "${rule.name}" in functions/wiring.ts: ${cause.message}`, { cause })
    throw cause
  }
}

/** Kinesis takes keys of 1 to 256 characters; without one EventBridge uses the event's id. */
function partitionKey(event: BusEvent, path: string): string {
  const value = path
    .split('.')
    .slice(1)
    .reduce<unknown>(
      (inner, field) => (inner as Record<string, unknown> | undefined)?.[field],
      event,
    )
  const key = typeof value === 'string' ? value : JSON.stringify(value ?? '')
  return key === '' || key === '""' ? event.id : key.slice(0, 256)
}
