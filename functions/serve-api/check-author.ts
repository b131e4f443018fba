import * as z from 'zod'
import type { Route } from '#domain/api/route.ts'
import { RequestProblem } from './problems.ts'

/** A body says by whom it is only if that is whoever sends it. */
export function signBody(route: Route, body: unknown, name: string): unknown {
  if (!(route.body instanceof z.ZodObject) || !('by' in route.body.shape)) return body
  const { by } = body as { readonly by?: string }
  if (by !== undefined && by !== name)
    throw new RequestProblem(
      403,
      'Not your name',
      `The body is by "${by}", the token is of "${name}"; leave \`by\` out, or sign in as ${by}.`,
    )
  return { ...(body as object), by: name }
}
