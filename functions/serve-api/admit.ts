import type { Context } from 'hono'
import { unlimitedPath } from '#domain/api/guard-problems.ts'
import type { Route } from '#domain/api/route.ts'
import { type Caller, checkRole } from './check-role.ts'
import { createTokenCheck } from './check-token.ts'
import { createRateLimit } from './limit-rate.ts'
import type { Ports } from './ports.ts'
import type { GuardSettings } from './read-settings.ts'

/** Lets a request in, and says whose it is. */
export type Admit = (c: Context, route: Route) => Promise<Caller>

export function createGuards({ now }: Pick<Ports, 'now'>, settings: GuardSettings): Admit {
  const checkToken = createTokenCheck(settings, now)
  const takeRequest = createRateLimit(settings.requestsPerSecond, now)
  return async (c, route) => {
    const authorization = c.req.header('authorization')
    const isLimited = route.path !== unlimitedPath
    const take = (principal: string) => {
      if (isLimited) takeRequest(principal)
    }
    // Whoever tries tokens out is counted by where they are, and so keeps nobody else from asking.
    const stranger = `at ${addressOf(c)}`
    const caller =
      authorization === undefined
        ? null
        : await checkToken(authorization).catch((refusal: unknown) => {
            take(stranger)
            throw refusal
          })
    take(caller ? `by ${caller.name}` : stranger)
    checkRole(caller, route, settings.anonymousRole)
    return caller
  }
}

/** As the HTTP API says it; behind another adapter all strangers are one. */
function addressOf(c: Context): string {
  const event = c.env as { requestContext?: { http?: { sourceIp?: string } } } | undefined
  return event?.requestContext?.http?.sourceIp ?? 'unknown'
}
