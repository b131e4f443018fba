import type { BusEvent } from '#domain/events.ts'
import type { FunctionName, Rule } from '#wiring'
import { compilePattern, type Matcher } from './event-pattern.ts'
import { PatternError } from './pattern-error.ts'

export interface Targets {
  /** Resolves when the records are on disk. */
  putRecords(
    records: ReadonlyArray<{ readonly partitionKey: string; readonly event: BusEvent }>,
  ): Promise<void>
  invokeLater(name: FunctionName, event: BusEvent): Promise<void>
}

interface CompiledRule {
  readonly rule: Rule
  readonly matches: Matcher
}

export type Router = (events: readonly BusEvent[]) => Promise<void>

export function createRouter(rules: readonly Rule[], targets: Targets): Router {
  const compiled = rules.map((rule): CompiledRule => ({ rule, matches: compileRule(rule) }))
  return async (events) => {
    const records: Array<{ partitionKey: string; event: BusEvent }> = []
    for (const event of events)
      for (const { rule, matches } of compiled) {
        if (!matches(event)) continue
        if (rule.target.kind === 'stream')
          records.push({ partitionKey: partitionKey(event, rule.target.partitionKeyPath), event })
        else await targets.invokeLater(rule.target.function, event)
      }
    if (records.length > 0) await targets.putRecords(records)
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
