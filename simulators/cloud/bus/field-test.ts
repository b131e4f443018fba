import type { PatternValue } from '#wiring'
import type { LeafValue } from './find-leaves.ts'
import { PatternError } from './pattern-error.ts'

export interface Test {
  passes(value: LeafValue): boolean
  /** Whether a field without any value passes. */
  readonly absent: boolean
}

export function compileTest(path: readonly string[], entry: PatternValue): Test {
  if (typeof entry !== 'object' || entry === null)
    return { passes: (value) => value === entry, absent: false }
  const [operator, ...others] = Object.keys(entry)
  const operand = operator === undefined ? undefined : entry[operator]
  if (operator === 'exists' && others.length === 0 && typeof operand === 'boolean')
    return { passes: () => operand, absent: !operand }
  if (operator === 'anything-but' && others.length === 0) {
    const refused = plainValues(path, operand)
    return { passes: (value) => !refused.has(value), absent: false }
  }
  throw new PatternError(
    path,
    `uses ${JSON.stringify(entry)}; the embedded bus knows values, exists and anything-but with values`,
  )
}

function plainValues(path: readonly string[], operand: unknown): ReadonlySet<unknown> {
  const values: unknown[] = Array.isArray(operand) ? operand : [operand]
  const plain = values.every((value) => typeof value === 'string' || typeof value === 'number')
  if (values.length > 0 && plain) return new Set(values)
  throw new PatternError(
    path,
    `uses anything-but with ${JSON.stringify(operand)}; the embedded bus knows strings and numbers there`,
  )
}
