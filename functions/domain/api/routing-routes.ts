import * as z from 'zod'
import { Slug } from '#domain/slug.ts'
import type { Route } from './route.ts'
import {
  IncidentNotifications,
  NewSecret,
  RoutingApplied,
  RoutingHistory,
  RoutingInForce,
  RoutingWish,
  SecretWish,
} from './routing.ts'

export const routingRoutes = {
  routing: {
    method: 'get',
    role: 'viewer',
    path: '/routing',
    summary: 'Who is told of what, when: the routing in force.',
    response: RoutingInForce,
    problems: [],
  },
  routingHistory: {
    method: 'get',
    role: 'viewer',
    path: '/routing/history',
    summary: 'All versions of the routing, newest first, each with what it changed.',
    response: RoutingHistory,
    problems: [],
  },
  applyRouting: {
    method: 'put',
    role: 'engineer',
    path: '/routing',
    summary: 'Writes the next version of the routing; new webhooks get their signing secrets.',
    body: RoutingWish,
    response: RoutingApplied,
    problems: [400, 409, 413, 422],
  },
  rotateSecret: {
    method: 'post',
    role: 'engineer',
    path: '/routing/receivers/{receiver}/secret',
    summary: 'Gives a webhook a new signing secret; the old one holds no longer.',
    parameters: z.object({ receiver: Slug }),
    body: SecretWish,
    response: NewSecret,
    problems: [400, 404, 413],
  },
  notificationsOfIncident: {
    method: 'get',
    role: 'viewer',
    path: '/incidents/{id}/notifications',
    summary:
      'What was told of an incident, to whom and when, and why nothing was where nothing was.',
    parameters: z.object({ id: z.string().min(1).max(300) }),
    response: IncidentNotifications,
    problems: [400, 404],
  },
} as const satisfies Record<string, Route>
