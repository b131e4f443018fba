import type * as z from 'zod'

export interface DescribedIssue {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** What is wrong at which place, and what to do, in the words of whoever writes the file. */
export function describeIssue(issue: z.core.$ZodIssue): readonly DescribedIssue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  const name = path.length > 0 ? path.join('.') : 'the file'
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `${name} has no field "${key}"; correct its spelling or remove it`,
    }))
  if (issue.code === 'invalid_union' && issue.errors.length === 0 && 'options' in issue)
    return [
      {
        path,
        message: `${name}${given(issue)} is none that is known; choose ${listOf(issue.options)}`,
      },
    ]
  if (issue.code === 'invalid_union') {
    const branch = likeliestBranch(issue.errors)
    if (branch)
      return branch.flatMap((inner) =>
        describeIssue({ ...inner, path: [...issue.path, ...inner.path] }),
      )
  }
  if (isMissing(issue)) return [{ path, message: `${name} is missing; add it` }]
  return [{ path, message: `${name}: ${issue.message}; correct the value` }]
}

/** What was given instead, where the parse was asked to keep it. */
function given({ input, path }: z.core.$ZodIssue): string {
  const name = path.at(-1)
  if (typeof input !== 'object' || input === null || name === undefined) return ''
  const value: unknown = Reflect.get(input, name)
  return typeof value === 'string' ? ` "${value}"` : ''
}

function listOf(options: unknown): string {
  return Array.isArray(options) ? options.join(', ') : String(options)
}

/** Of several forms, the one that the writer meant: whose outer type fits. */
function likeliestBranch(
  branches: readonly (readonly z.core.$ZodIssue[])[],
): readonly z.core.$ZodIssue[] | undefined {
  return branches.find((issues) =>
    issues.every((issue) => issue.code !== 'invalid_type' || issue.path.length > 0),
  )
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
}
