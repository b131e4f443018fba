import type { Operations } from './answering.ts'
import { applyRouting, readRouting, readRoutingHistory, rotateSecret } from './apply-routing.ts'
import { listNotifications } from './list-notifications.ts'
import type { Ports } from './ports.ts'
import type { Registry } from './read-sites.ts'

type RoutingOperations = Pick<
  Operations,
  'routing' | 'routingHistory' | 'applyRouting' | 'rotateSecret' | 'notificationsOfIncident'
>

/** Who is told, and what they were told. */
export function createRoutingOperations(ports: Ports, registry: Registry): RoutingOperations {
  return {
    routing: () => readRouting(ports),
    routingHistory: () => readRoutingHistory(ports),
    applyRouting: ({ body }) => applyRouting(ports, registry, body),
    rotateSecret: ({ parameters, body }) => rotateSecret(ports, parameters.receiver, body),
    notificationsOfIncident: ({ parameters }) => listNotifications(ports, parameters.id),
  }
}
