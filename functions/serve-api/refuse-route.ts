import { apiPrefix, contract } from '#domain/api/contract.ts'
import type { Route } from '#domain/api/route.ts'
import { openApiRoute } from './describe-api.ts'
import { RequestProblem } from './problems.ts'

const routes = [...Object.values<Route>(contract), openApiRoute].map(({ method, path }) => ({
  methods: method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
  fits: new RegExp(`^${`${apiPrefix}${path}`.replace(/\{\w+\}/g, '[^/]+')}$`),
}))

/** What an address may be asked, as Allow tells it; empty where there is none. */
export function allowedAt(path: string): string {
  const methods = routes.flatMap(({ methods, fits }) => (fits.test(path) ? methods : []))
  return methods.length === 0 ? '' : [...methods, 'OPTIONS'].join(', ')
}

/** Of what no operation answers: whether the address is wrong, or only what is asked of it. */
export function refuseRoute(method: string, path: string): RequestProblem {
  const allow = allowedAt(path)
  const asked = `${method} ${path.slice(0, 200)}`
  if (allow === '')
    return new RequestProblem(
      404,
      'Not found',
      `No ${asked}; ${apiPrefix}/openapi.json lists every route.`,
    )
  return new RequestProblem(
    405,
    'Method not allowed',
    `No ${asked}; this address takes ${allow}.`,
    undefined,
    { allow },
  )
}
