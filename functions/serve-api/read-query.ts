import type { Context } from 'hono'
import type { Route } from '#domain/api/route.ts'
import { documented } from './describe-issue.ts'
import { RequestProblem } from './problems.ts'

/** A filter that was mistyped, left empty, or one of two that contradict, must not look like an answer to what was asked. */
export function readQuery(c: Context, { query, method, path }: Route): Record<string, string> {
  const known = Object.keys(query?.shape ?? {})
  const asked = Object.entries(c.req.queries())
  const unknown = asked.find(([name]) => !known.includes(name))
  if (unknown) {
    const takes = known.length === 0 ? 'no parameters' : known.join(', ')
    throw badQuery(unknown[0], `is not known; ${method.toUpperCase()} ${path} takes ${takes}`)
  }
  const repeated = asked.find(([, values]) => values.length > 1)
  if (repeated) throw badQuery(repeated[0], `is given ${repeated[1].length} times; send it once`)
  const empty = asked.find(([, [value]]) => value === '')
  if (empty) throw badQuery(empty[0], `"" is empty; give it a value or leave it out, ${documented}`)
  return c.req.query()
}

function badQuery(name: string, what: string): RequestProblem {
  const path = `query.${name.slice(0, 80)}`
  return new RequestProblem(400, 'Bad request', `${path} ${what}.`, [{ path, message: what }])
}
