import * as z from 'zod'
import type { Role } from '#domain/api/role.ts'
import { requiredSetting } from '#store/environment.ts'
import type { Issuer } from './check-token.ts'

export interface GuardSettings extends Issuer {
  /** What whoever has no token may do; null for nothing. */
  readonly anonymousRole: Role | null
  readonly requestsPerSecond: number
}

/** Only reading may be open to all: a change must have an author. */
const AnonymousRole = z.enum(['', 'viewer'])
const RequestsPerSecond = z.coerce.number().min(0.1).max(100_000)

export function readGuardSettings(environment: NodeJS.ProcessEnv): GuardSettings {
  const anonymous = read(AnonymousRole, environment, 'ANONYMOUS_ROLE')
  return {
    issuer: requiredSetting('ISSUER'),
    audience: requiredSetting('AUDIENCE'),
    anonymousRole: anonymous === '' ? null : anonymous,
    requestsPerSecond: read(RequestsPerSecond, environment, 'RATE_LIMIT_PER_SECOND'),
  }
}

function read<Schema extends z.ZodType>(
  schema: Schema,
  environment: NodeJS.ProcessEnv,
  name: string,
): z.output<Schema> {
  const parsed = schema.safeParse(environment[name])
  if (parsed.success) return parsed.data
  throw new Error(
    `The setting ${name} is "${environment[name]}": ${parsed.error.issues[0]?.message}; set it as functions/wiring.ts and infra do.`,
  )
}
