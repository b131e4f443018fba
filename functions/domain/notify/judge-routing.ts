import { listNames } from '#domain/known-names.ts'
import type { Routing } from './routing.ts'
import { refuseAddress } from './webhook-address.ts'

export interface RoutingProblem {
  readonly path: string
  readonly message: string
}

/** What a routing names and nobody may be told of, or at. */
export function routingProblems(
  routing: Routing,
  sites: ReadonlySet<string>,
  hasMailbox: boolean,
): RoutingProblem[] {
  return [...addressProblems(routing, hasMailbox), ...routeProblems(routing, sites)]
}

function addressProblems({ receivers }: Routing, hasMailbox: boolean): RoutingProblem[] {
  return Object.entries(receivers).flatMap(([name, receiver]) => {
    const refused = receiver.kind === 'webhook' ? refuseAddress(receiver.url, hasMailbox) : null
    if (refused === null) return []
    const message = `${refused}; give an address that anybody may reach`
    return [{ path: `receivers.${name}.url`, message }]
  })
}

function routeProblems({ routes }: Routing, sites: ReadonlySet<string>): RoutingProblem[] {
  if (routes.length === 0)
    return [
      {
        path: 'routes',
        message:
          'has none, so nobody would be told of anything; give one, and keep quiet by a silence what is expected',
      },
    ]
  return routes.flatMap(({ match }, index) =>
    (match.sites ?? [])
      .filter((site) => !sites.has(site))
      .map((site) => ({
        path: `routes.${index}.match.sites`,
        message: `no site is named "${site}"; there is ${listNames(sites)}; apply its site file first, or correct the name`,
      })),
  )
}
