import { ApiError } from '#api-client/api-error.ts'
import type { Answer, Call } from '#api-client/client.ts'
import type { Contract, Operation } from '#domain/api/contract.ts'
import type { Problem } from '#domain/api/problem.ts'
import type { Route } from '#domain/api/route.ts'
import { authorize } from './sign-in.ts'

type Routes = {
  readonly [O in Operation]: Readonly<Pick<Contract[O], 'method' | 'path'>>
}

/**
 * The contract's routes that pages ask, without its schemas, which would weigh a sixth of the first load.
 * The compiler refuses whatever differs from the contract.
 */
const routes = {
  health: { method: 'get', path: '/health' },
  sites: { method: 'get', path: '/sites' },
  applySite: { method: 'put', path: '/sites/{site}' },
  sensors: { method: 'get', path: '/sensors' },
  latest: { method: 'get', path: '/latest' },
  series: { method: 'get', path: '/series' },
  incidents: { method: 'get', path: '/incidents' },
  incident: { method: 'get', path: '/incidents/{id}' },
  acknowledgeIncident: { method: 'post', path: '/incidents/{id}/acknowledge' },
  resolveIncident: { method: 'post', path: '/incidents/{id}/resolve' },
  assignIncident: { method: 'post', path: '/incidents/{id}/assign' },
  commentIncident: { method: 'post', path: '/incidents/{id}/comment' },
  reopenIncident: { method: 'post', path: '/incidents/{id}/reopen' },
  feedbackIncident: { method: 'post', path: '/incidents/{id}/feedback' },
  ruleOutCause: { method: 'post', path: '/incidents/{id}/not-the-cause' },
  silences: { method: 'get', path: '/silences' },
  addSilence: { method: 'post', path: '/silences' },
  endSilence: { method: 'post', path: '/silences/{id}/end' },
  previewSilence: { method: 'post', path: '/silences/preview' },
  loop: { method: 'get', path: '/sites/{site}/cells/{cell}/loop' },
  lessons: { method: 'get', path: '/sensors/{sensor}/lessons' },
  judgeAnomaly: { method: 'post', path: '/anomalies/{anomaly}/verdict' },
  takeBackVerdict: { method: 'post', path: '/anomalies/{anomaly}/verdict/take-back' },
  changes: { method: 'get', path: '/changes' },
  quarantine: { method: 'get', path: '/quarantine' },
} as const satisfies Partial<Routes>

export type Api = typeof api

/** Always the page's own origin; in the name of whoever signs the body, or of `reader` where it is not signed. */
export async function api<O extends keyof typeof routes>(
  operation: O,
  call: Call<O> = {},
  reader?: string,
): Promise<Answer<O>> {
  const route: Pick<Route, 'method' | 'path'> = routes[operation]
  const url = `/api/v1${fillPath(route.path, call.parameters)}${queryText(call.query)}`
  const { by = reader } = (call.body ?? {}) as { readonly by?: string }
  const authorization = by === undefined ? {} : await authorize(by)
  const response = await fetch(url, {
    method: route.method.toUpperCase(),
    ...(call.body === undefined
      ? {}
      : {
          body: JSON.stringify(call.body),
          headers: { ...authorization, 'content-type': 'application/json' },
        }),
    ...(call.signal ? { signal: call.signal } : {}),
  })
  const told: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw new ApiError(route as Route, url, readProblem(response.status, told))
  if (told === undefined) throw new Error(`GET ${url} was not answered with JSON; ask again.`)
  return told as Answer<O>
}

function fillPath(path: string, parameters: object = {}): string {
  const values = new Map(Object.entries(parameters))
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values.get(name)))
}

function queryText(query: object = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

function readProblem(status: number, told: unknown): Problem {
  const isProblem = typeof told === 'object' && told !== null && 'detail' in told
  if (isProblem) return told as Problem
  return { type: 'about:blank', title: 'Unreadable answer', status, detail: `Status ${status}.` }
}
