import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { Problem } from '#domain/api/problem.ts'
import type { AnsweredOnce } from './answer-once.ts'

type Headers = Readonly<Record<string, string>>

/** A poll whose answer is what the caller has already costs no body. */
export function answerText(
  c: Context,
  text: string,
  more: Headers = {},
  version?: number,
): Response {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  const etag = version === undefined ? `"${hash}"` : `"${version}.${hash}"`
  const headers = { etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }
  if (isRead(c.req.method) && isKnown(c.req.header('if-none-match'), etag))
    return c.body(null, 304, headers)
  return c.body(text, 200, { ...headers, 'content-type': 'application/json', ...more })
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** One of a list will do, and a weak one as well: whoever compresses an answer on its way weakens its tag. */
function isKnown(known: string | undefined, etag: string): boolean {
  if (known?.trim() === '*') return true
  return known?.match(/"[^"]*"/g)?.includes(etag) ?? false
}

export function answerProblem(c: Context, problem: Problem, more: Headers = {}): Response {
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...more,
  })
}

/** An answer as it was given first. */
export function tellAnswer(c: Context, { status, text, isReplayed }: AnsweredOnce): Response {
  const more: Headers = isReplayed ? { 'idempotent-replayed': 'true' } : {}
  if (status === 200) return answerText(c, text, more)
  return answerProblem(c, Problem.parse(JSON.parse(text)), more)
}
