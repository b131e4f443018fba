import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { apiPrefix, contract, type Operation } from '#domain/api/contract.ts'
import type { Problem } from '#domain/api/problem.ts'
import type { Route } from '#domain/api/route.ts'
import { createGuards } from './admit.ts'
import { answerOnce, readOnceKey } from './answer-once.ts'
import type { Request } from './answering.ts'
import { describeApi, openApiRoute } from './describe-api.ts'
import { createOperations } from './operations.ts'
import type { Ports } from './ports.ts'
import { RequestProblem } from './problems.ts'
import { readQuery } from './read-query.ts'
import { readRequest } from './read-request.ts'
import type { GuardSettings } from './read-settings.ts'
import { allowedAt, refuseRoute } from './refuse-route.ts'
import { answerProblem, answerText, tellAnswer } from './write-answer.ts'

/** A site file of 20,000 cells is about this large; Lambda takes no more than 6 MB. */
const largestBody = 5 * 1024 * 1024
/** The longest names, cursors and times of the contract come to a third of this, escaped. */
const longestAddress = 8_192

export function createApp(
  ports: Ports,
  settings: GuardSettings,
  log: (message: string, detail: Record<string, unknown>) => void,
): Hono {
  const app = new Hono()
  const operations = createOperations(ports)
  const admit = createGuards(ports, settings)
  app.use(refuseLongAddress)
  app.use(bodyLimit({ maxSize: largestBody, onError: (c) => answerProblem(c, tooLarge) }))
  for (const [name, route] of Object.entries(contract) as [Operation, Route][]) {
    const path = `${apiPrefix}${route.path.replace(/\{(\w+)\}/g, ':$1')}`
    const operate = operations[name] as (request: Request<Operation>) => Promise<unknown>
    app.on(route.method.toUpperCase(), path, async (c) => {
      const caller = await admit(c, route)
      const request = (await readRequest(c, route, caller?.name ?? '')) as Request<Operation>
      const key = route.method === 'get' ? undefined : readOnceKey(c.req.header('idempotency-key'))
      if (key === undefined) {
        const answer = await operate(request)
        return answerText(c, JSON.stringify(answer), {}, versionOf(route, answer))
      }
      const say = async () => JSON.stringify(await operate(request))
      const asked = [route.method, c.req.path, c.req.query(), request.expects ?? null, request.body]
      const { by } = request
      return tellAnswer(c, await answerOnce(ports, { by, key, asked: JSON.stringify(asked) }, say))
    })
  }
  const document = JSON.stringify(describeApi())
  app.get(`${apiPrefix}${openApiRoute.path}`, async (c) => {
    await admit(c, openApiRoute)
    readQuery(c, openApiRoute)
    return answerText(c, document)
  })
  app.notFound(answerNoRoute)
  app.onError((error, c) => {
    if (error instanceof RequestProblem && error.problem.status < 500)
      return answerProblem(c, error.problem, error.headers)
    // The fault itself stays in the log: an answer must not tell strangers how the inside looks.
    log('A request could not be answered.', { method: c.req.method, path: c.req.path, error })
    if (error instanceof RequestProblem) return answerProblem(c, error.problem, error.headers)
    return answerProblem(c, internal)
  })
  return app
}

function answerNoRoute(c: Context): Response {
  const { method, path } = c.req
  const allow = allowedAt(path)
  if (method === 'OPTIONS' && allow !== '') return c.body(null, 204, { allow })
  const { problem, headers } = refuseRoute(method, path)
  return answerProblem(c, problem, headers)
}

function versionOf(route: Route, answer: unknown): number | undefined {
  return route.versionOf?.(answer as never)
}

async function refuseLongAddress(c: Context, next: () => Promise<void>) {
  const { pathname, search } = new URL(c.req.url)
  if (pathname.length + search.length <= longestAddress) return next()
  return answerProblem(c, tooLong)
}

const tooLong: Problem = {
  type: 'about:blank',
  title: 'Address too long',
  status: 414,
  detail: `Path and query may have ${longestAddress} characters together; shorten the names or the cursor.`,
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
