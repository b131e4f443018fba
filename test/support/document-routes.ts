import { Role } from '#domain/api/role.ts'
import { describeApi } from '#functions/serve-api/describe-api.ts'

export interface DocumentedRoute {
  readonly operationId: string
  /** In capitals, as HTTP has it. */
  readonly method: string
  readonly path: string
  readonly role: Role
  readonly query: readonly string[]
  readonly headers: readonly string[]
  readonly takesBody: boolean
}

interface Described {
  readonly operationId: string
  readonly 'x-role': string
  readonly parameters: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: object
}

/** Every operation as the OpenAPI document has it, and nothing that only the code knows. */
export function documentedRoutes(): DocumentedRoute[] {
  const { paths } = JSON.parse(JSON.stringify(describeApi())) as {
    paths: Record<string, Record<string, Described>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters, ...told }]) => ({
      ...{ operationId, path, method: method.toUpperCase() },
      role: Role.parse(told['x-role']),
      query: parameters.flatMap((one) => (one.in === 'query' ? [one.name] : [])),
      headers: parameters.flatMap((one) => (one.in === 'header' ? [one.name] : [])),
      takesBody: told.requestBody !== undefined,
    })),
  )
}

export function fillPath(path: string, value: string): string {
  return path.replace(/\{\w+\}/g, value)
}
