import { mayDo, type Role } from '#domain/api/role.ts'
import type { Route } from '#domain/api/route.ts'
import type { Person } from './check-token.ts'
import { RequestProblem } from './problems.ts'

/** Who asks; null for whoever brought no token. */
export type Caller = Person | null

export function checkRole(caller: Caller, route: Route, anonymousRole: Role | null): void {
  const has = caller ? caller.role : anonymousRole
  if (has && mayDo(has, route.role)) return
  if (!caller)
    throw new RequestProblem(
      401,
      'Not signed in',
      `"${route.summary}" takes the role ${route.role}, and no token came along; sign in and send it as Authorization: Bearer.`,
      undefined,
      { 'www-authenticate': 'Bearer realm="hyphae"' },
    )
  throw new RequestProblem(
    403,
    'Not allowed',
    `${caller.name} is ${has ?? 'in no role'}, and "${route.summary}" takes the role ${route.role}; ask whoever gives roles, or somebody who has it.`,
  )
}
