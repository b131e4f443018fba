import type * as z from 'zod'
import type { Problem } from '#domain/api/problem.ts'
import { showValue } from '#domain/show-value.ts'

const longestValue = 80

/** What a request has at a place where it must not, and what to do: with the value, since many are made by programs. */
export function describeIssue(
  issue: z.core.$ZodIssue,
  value: unknown,
  place: string,
): NonNullable<Problem['errors']>[number] {
  const path = [place, ...issue.path].join('.')
  const found = valueAt(value, issue.path)
  if (found === undefined) return { path, message: `is missing; ${documented}` }
  return { path, message: `${showValue(found, longestValue)}: ${issue.message}; ${documented}` }
}

export const documented = '/api/v1/openapi.json says what may stand there'

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    found = (found as Record<PropertyKey, unknown>)[step]
  }
  return found
}
