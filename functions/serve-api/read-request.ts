import type { Context } from 'hono'
import type * as z from 'zod'
import type { Route } from '#domain/api/route.ts'
import { signBody } from './check-author.ts'
import { readExpectedVersions } from './check-version.ts'
import { describeIssue } from './describe-issue.ts'
import { RequestProblem } from './problems.ts'
import { readJson, refuseUnreadable } from './read-json.ts'
import { readQuery } from './read-query.ts'

/** What somebody asks for, checked against the contract and signed with their name. */
export async function readRequest(c: Context, route: Route, by: string) {
  const { parameters, query } = route
  const asked = readable(readQuery(c, route), 'query')
  const body = route.body ? check(route.body, await readJson(c), 'body') : undefined
  return {
    parameters: parameters ? check(parameters, readable(c.req.param(), 'path'), 'path') : undefined,
    query: query ? check(query, asked, 'query') : undefined,
    body: signBody(route, body, by),
    by,
    expects: route.method === 'get' ? undefined : readExpectedVersions(c.req.header('if-match')),
  }
}

const readable = (values: Record<string, string>, place: string) => refuseUnreadable(values, place)

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
