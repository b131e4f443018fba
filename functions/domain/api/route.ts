import type * as z from 'zod'
import type { Role } from './role.ts'

/** One operation of the API: serve-api answers it, api-client calls it, the OpenAPI document describes it. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** Relative to /api/v1, with {parameters} as OpenAPI writes them. */
  readonly path: string
  readonly summary: string
  /** The least that somebody must be to do it. */
  readonly role: Role
  readonly parameters?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly response: z.ZodType
  /** Of an answer: the version that its etag begins with, so that If-Match may send it back. */
  readonly versionOf?: (answer: never) => number
  /** Statuses beside 200 and those of the guards, answered with problem+json. */
  readonly problems: readonly number[]
}
