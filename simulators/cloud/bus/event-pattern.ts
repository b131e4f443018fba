import type { EventPattern, PatternValue } from '#wiring'
import { compileTest, type Test } from './field-test.ts'
import { findLeaves, type Within } from './find-leaves.ts'
import { PatternError } from './pattern-error.ts'

/** EventBridge's matching, for the operators that the wiring uses; any other is refused at start. */
export type Matcher = (event: unknown) => boolean

interface Field {
  readonly path: readonly string[]
  readonly tests: readonly Test[]
}

export function compilePattern(pattern: EventPattern): Matcher {
  const fields = compileFields(pattern, [])
  return (event) => {
    // Fields that match in different elements of one array do not match together.
    let ways: readonly Within[] = [new Map()]
    for (const field of fields) {
      const found = findMatches(event, field)
      ways = ways.flatMap((way) => found.flatMap((within) => combine(way, within)))
      if (ways.length === 0) return false
    }
    return true
  }
}

function compileFields(pattern: EventPattern, path: readonly string[]): Field[] {
  const entries = Object.entries(pattern)
  if (entries.length === 0) throw new PatternError(path, 'is empty; name at least one field')
  return entries.flatMap(([name, value]) => compileField([...path, name], value))
}

function compileField(
  path: readonly string[],
  value: readonly PatternValue[] | EventPattern,
): Field[] {
  if (!isList(value)) return compileFields(value, path)
  if (value.length === 0) throw new PatternError(path, 'lists nothing; name at least one value')
  return [{ path, tests: value.map((entry) => compileTest(path, entry)) }]
}

function isList(value: readonly PatternValue[] | EventPattern): value is readonly PatternValue[] {
  return Array.isArray(value)
}

/** Where in the event's arrays the field matches; nowhere is an empty list. */
function findMatches(event: unknown, { path, tests }: Field): Within[] {
  const leaves = findLeaves(event, path)
  if (leaves.length === 0) return tests.some((test) => test.absent) ? [new Map()] : []
  return leaves
    .filter((leaf) => tests.some((test) => test.passes(leaf.value)))
    .map((leaf) => leaf.within)
}

function combine(a: Within, b: Within): Within[] {
  for (const [list, index] of b) if ((a.get(list) ?? index) !== index) return []
  return [new Map([...a, ...b])]
}
