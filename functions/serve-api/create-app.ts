import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod'
import { apiPrefix, contract, type Operation } from '#domain/api/contract.ts'
import type { Problem } from '#domain/api/problem.ts'
import type { Route } from '#domain/api/route.ts'
import type { Request } from './answering.ts'
import { describeApi } from './describe-api.ts'
import { describeIssue } from './describe-issue.ts'
import { createOperations } from './operations.ts'
import type { Ports } from './ports.ts'
import { RequestProblem } from './problems.ts'

/** A site file of 20,000 cells is about this large; Lambda takes no more than 6 MB. */
const largestBody = 5 * 1024 * 1024

export function createApp(
  ports: Ports,
  log: (message: string, detail: Record<string, unknown>) => void,
): Hono {
  const app = new Hono()
  const operations = createOperations(ports)
  app.use(bodyLimit({ maxSize: largestBody, onError: (c) => answerProblem(c, tooLarge) }))
  for (const [name, route] of Object.entries(contract) as [Operation, Route][]) {
    const path = `${apiPrefix}${route.path.replace(/\{(\w+)\}/g, ':$1')}`
    const answer = operations[name] as (request: Request<Operation>) => Promise<unknown>
    app.on(route.method.toUpperCase(), path, async (c) => {
      const request = (await readRequest(c, route)) as Request<Operation>
      return answerText(c, JSON.stringify(await answer(request)))
    })
  }
  const document = JSON.stringify(describeApi())
  app.get(`${apiPrefix}/openapi.json`, (c) => answerText(c, document))
  app.notFound((c) => answerProblem(c, noSuchRoute(c.req.method, c.req.path)))
  app.onError((error, c) => {
    if (error instanceof RequestProblem) return answerProblem(c, error.problem)
    // The fault itself stays in the log: an answer must not tell strangers how the inside looks.
    log('A request could not be answered.', { method: c.req.method, path: c.req.path, error })
    return answerProblem(c, internal)
  })
  return app
}

async function readRequest(c: Context, route: Route) {
  const body = route.body ? check(route.body, await readJson(c), 'body') : undefined
  return {
    parameters: route.parameters ? check(route.parameters, c.req.param(), 'path') : undefined,
    query: route.query ? check(route.query, c.req.query(), 'query') : undefined,
    body,
  }
}

function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => describeIssue(issue, value, place))
  throw new RequestProblem(400, 'Bad request', `${errors[0]?.path} ${errors[0]?.message}.`, errors)
}

async function readJson(c: Context): Promise<unknown> {
  const type = c.req.header('content-type')
  if (!type?.startsWith('application/json'))
    throw new RequestProblem(
      400,
      'Bad request',
      `The body is declared as ${type === undefined ? 'nothing' : `"${type.slice(0, 80)}"`}, not as JSON; send content-type: application/json.`,
    )
  try {
    return await c.req.json()
  } catch (cause) {
    throw new RequestProblem(
      400,
      'Bad request',
      `The body is not JSON: ${cause instanceof Error ? cause.message : cause}; send one JSON object.`,
    )
  }
}

/** A poll whose answer is what the caller has already costs no body. */
function answerText(c: Context, text: string): Response {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const headers = { etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' }
  if (c.req.method === 'GET' && c.req.header('if-none-match') === etag)
    return c.body(null, 304, headers)
  return c.body(text, 200, { ...headers, 'content-type': 'application/json' })
}

function answerProblem(c: Context, problem: Problem): Response {
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
}

const tooLarge: Problem = {
  type: 'about:blank',
  title: 'Too large',
  status: 413,
  detail: `A body may have ${largestBody} bytes; split the site or shorten the comment.`,
}

const internal: Problem = {
  type: 'about:blank',
  title: 'Internal error',
  status: 500,
  detail: 'This could not be answered; the log of serve-api says why. Try again.',
}

function noSuchRoute(method: string, path: string): Problem {
  const detail = `No ${method} ${path.slice(0, 200)}; ${apiPrefix}/openapi.json lists every route.`
  return { type: 'about:blank', title: 'Not found', status: 404, detail }
}
