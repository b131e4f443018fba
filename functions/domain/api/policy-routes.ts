import * as z from 'zod'
import { Policy } from '#domain/policies/policy.ts'
import { PolicyDiff, PolicyHistory, PolicyPage, PolicyWish, SensorPolicy } from './policies.ts'
import type { Route } from './route.ts'

/** Judged by what it names, not by its form alone, so that a wrong one is told what is right. */
const oneScope = z.object({ scope: z.string().min(1).max(200) })
const version = z.coerce.number().int().min(0)

export const policyRoutes = {
  policies: {
    method: 'get',
    path: '/policies',
    role: 'viewer',
    summary: 'Every policy in its newest version.',
    response: PolicyPage,
    problems: [],
  },
  policyHistory: {
    method: 'get',
    path: '/policies/{scope}',
    role: 'viewer',
    summary: 'All versions of a policy, newest first, each with what it changed.',
    parameters: oneScope,
    response: PolicyHistory,
    problems: [400, 404],
  },
  applyPolicy: {
    method: 'put',
    path: '/policies/{scope}',
    role: 'engineer',
    summary: 'Writes the next version of a policy; no settings at all take it away.',
    parameters: oneScope,
    body: PolicyWish,
    response: Policy,
    problems: [400, 409, 413, 422],
  },
  policyDiff: {
    method: 'get',
    path: '/policies/{scope}/diff',
    role: 'viewer',
    summary: 'What differs between two versions of a policy; version 0 stands for none.',
    parameters: oneScope,
    query: z.object({ from: version, to: version }),
    response: PolicyDiff,
    problems: [400, 404],
  },
  sensorPolicy: {
    method: 'get',
    path: '/sensors/{sensor}/policy',
    role: 'viewer',
    summary: 'What the policies together say of a sensor, and whose word each field is.',
    parameters: z.object({ sensor: z.string().min(1).max(200) }),
    query: z.object({ at: z.coerce.number().int().min(0).max(8_640_000_000_000).optional() }),
    response: SensorPolicy,
    problems: [400, 404],
  },
} as const satisfies Record<string, Route>
