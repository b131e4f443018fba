import type * as z from 'zod'
import { apiPrefix, type Contract, contract, type Operation } from '#domain/api/contract.ts'
import { Problem } from '#domain/api/problem.ts'
import type { Role } from '#domain/api/role.ts'
import type { Route } from '#domain/api/route.ts'
import { ApiError } from './api-error.ts'

type Part<R, Name extends string> = R extends { readonly [N in Name]: infer S extends z.ZodType }
  ? z.input<S>
  : undefined
export interface Call<O extends Operation> {
  readonly parameters?: Part<Contract[O], 'parameters'>
  readonly query?: Part<Contract[O], 'query'>
  readonly body?: Part<Contract[O], 'body'>
  readonly signal?: AbortSignal
}
export type Answer<O extends Operation> = z.output<Contract[O]['response']>
export type ApiClient = <O extends Operation>(operation: O, call?: Call<O>) => Promise<Answer<O>>

/** A token of whoever has at least this role. */
export type TokenFor = (role: Role) => Promise<string>

/** Without `tokenFor` it reads what everybody may read. */
export function createApiClient(origin: string, tokenFor?: TokenFor): ApiClient {
  return async (operation, call = {}) => {
    const route: Route = contract[operation]
    const url = `${origin}${apiPrefix}${fillPath(route.path, call.parameters)}${queryText(call.query)}`
    const authorization = await authorize(route, tokenFor)
    const ask = () =>
      fetch(url, {
        method: route.method.toUpperCase(),
        headers: {
          ...authorization,
          ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        ...(call.signal ? { signal: call.signal } : {}),
      })
    const response = await askPatiently(ask)
    const text = await response.text()
    if (!response.ok) throw new ApiError(route, url, readProblem(response.status, text))
    return route.response.parse(JSON.parse(text)) as Answer<typeof operation>
  }
}

async function authorize(
  { role }: Route,
  tokenFor: TokenFor | undefined,
): Promise<Record<string, string>> {
  if (!tokenFor || role === 'viewer') return {}
  return { authorization: `Bearer ${await tokenFor(role)}` }
}

const mostWaits = 5

/** A request too many changed nothing: asked again when the API says so. */
async function askPatiently(ask: () => Promise<Response>): Promise<Response> {
  for (let waits = 0; ; waits += 1) {
    const response = await ask()
    if (response.status !== 429 || waits === mostWaits) return response
    const seconds = Number(response.headers.get('retry-after') ?? 1)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  }
}

function fillPath(path: string, parameters: unknown): string {
  const values = (parameters ?? {}) as Record<string, unknown>
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
}

function queryText(query: unknown): string {
  const entries = Object.entries((query ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined,
  )
  if (entries.length === 0) return ''
  return `?${new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)]))}`
}

function readProblem(status: number, text: string): Problem {
  try {
    return Problem.parse(JSON.parse(text))
  } catch {
    return { type: 'about:blank', title: 'Unreadable answer', status, detail: text.slice(0, 200) }
  }
}
