import { assertNever } from '#domain/assert-never.ts'
import type { EventPattern, PatternValue } from '#wiring'
import { PatternError } from './pattern-error.ts'

/** EventBridge's matching, for the operators that the wiring uses; any other is refused at start. */
export type Matcher = (event: unknown) => boolean

type Leaf = string | number | boolean | null
type Test =
  | { readonly kind: 'equals'; readonly value: Leaf }
  | { readonly kind: 'exists'; readonly wanted: boolean }
  | { readonly kind: 'anything-but'; readonly values: ReadonlySet<Leaf> }

export function compilePattern(pattern: EventPattern, path: readonly string[] = []): Matcher {
  const fields = Object.entries(pattern)
  if (fields.length === 0) throw new PatternError(path, 'is empty; name at least one field')
  const matchers = fields.map(([field, value]) => compileField([...path, field], value))
  return (event) => matchers.every((matches) => matches(event))
}

function compileField(
  path: readonly string[],
  value: readonly PatternValue[] | EventPattern,
): Matcher {
  if (!isList(value)) return compilePattern(value, path)
  if (value.length === 0) throw new PatternError(path, 'lists nothing; name at least one value')
  const tests = value.map((entry) => compileTest(path, entry))
  return (event) => {
    const leaves = findLeaves(event, path)
    return tests.some((test) => passes(test, leaves))
  }
}

function isList(value: readonly PatternValue[] | EventPattern): value is readonly PatternValue[] {
  return Array.isArray(value)
}

function compileTest(path: readonly string[], entry: PatternValue): Test {
  if (typeof entry !== 'object' || entry === null) return { kind: 'equals', value: entry }
  const [operator, ...others] = Object.keys(entry)
  const operand = operator === undefined ? undefined : entry[operator]
  if (operator === 'exists' && others.length === 0 && typeof operand === 'boolean')
    return { kind: 'exists', wanted: operand }
  if (operator === 'anything-but' && others.length === 0)
    return { kind: 'anything-but', values: plainValues(path, operand) }
  throw new PatternError(
    path,
    `uses ${JSON.stringify(entry)}; the embedded bus knows values, exists and anything-but with values`,
  )
}

function plainValues(path: readonly string[], operand: unknown): ReadonlySet<Leaf> {
  const values: unknown[] = Array.isArray(operand) ? operand : [operand]
  if (
    values.length > 0 &&
    values.every((value) => typeof value === 'string' || typeof value === 'number')
  )
    return new Set(values)
  throw new PatternError(
    path,
    `uses anything-but with ${JSON.stringify(operand)}; the embedded bus knows strings and numbers there`,
  )
}

/** A list matches when any of its elements does, at every level; an object in place of a value is no value. */
function findLeaves(event: unknown, path: readonly string[]): Leaf[] {
  if (Array.isArray(event)) return event.flatMap((element: unknown) => findLeaves(element, path))
  const [field, ...rest] = path
  if (field === undefined) return typeof event === 'object' && event !== null ? [] : [event as Leaf]
  if (typeof event !== 'object' || event === null || !Object.hasOwn(event, field)) return []
  return findLeaves((event as Record<string, unknown>)[field], rest)
}

function passes(test: Test, leaves: readonly Leaf[]): boolean {
  switch (test.kind) {
    case 'equals':
      return leaves.includes(test.value)
    case 'exists':
      return leaves.length > 0 === test.wanted
    case 'anything-but':
      return leaves.some((leaf) => !test.values.has(leaf))
    default:
      return assertNever(test)
  }
}
