import * as z from 'zod'
import type { Routing } from './routing.ts'

export const RoutingChange = z
  .object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })
  .meta({ id: 'RoutingChange' })
export type RoutingChange = z.infer<typeof RoutingChange>

/** What differs, receiver by receiver and route by route; a route's place in the order counts. */
export function compareRouting(before: Routing | undefined, after: Routing): RoutingChange[] {
  const old = flatten(before)
  const next = flatten(after)
  return [...new Set([...old.keys(), ...next.keys()])]
    .map((field) => ({ field, from: old.get(field) ?? null, to: next.get(field) ?? null }))
    .filter(({ from, to }) => from !== to)
}

function flatten(routing: Routing | undefined): Map<string, string> {
  if (!routing) return new Map()
  return new Map([
    ...Object.entries(routing.receivers).map(
      ([name, receiver]) => [`receivers.${name}`, JSON.stringify(receiver)] as const,
    ),
    ...routing.routes.map(
      (route, index) =>
        [`routes.${route.name}`, JSON.stringify({ place: index + 1, ...route })] as const,
    ),
  ])
}
