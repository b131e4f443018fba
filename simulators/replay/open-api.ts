import { userInfo } from 'node:os'
import * as z from 'zod'
import { type ApiClient, createApiClient, type TokenFor } from '#api-client/client.ts'
import { CliError } from './cli-error.ts'

const Token = z.object({ token: z.string() })
const Refusal = z.object({ detail: z.string() })

/** The API of a Hyphae on this machine; what is changed is changed in this person's name. */
export function openApi(origin: string, by = nameHere()): ApiClient {
  return createApiClient(origin, developmentTokens(origin, by))
}

/** Some containers know no user for their number. */
export function nameHere(): string {
  try {
    return userInfo().username
  } catch {
    return 'somebody'
  }
}

/** Each role's token is asked for when it is first needed; a command is over before it ends. */
function developmentTokens(origin: string, name: string): TokenFor {
  const tokens = new Map<string, Promise<string>>()
  return (role) => {
    const token = tokens.get(role) ?? fetchToken(origin, name, role)
    tokens.set(role, token)
    return token
  }
}

async function fetchToken(origin: string, name: string, role: string): Promise<string> {
  const answer = await fetch(`${origin}/cloud/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, role }),
  })
  const told: unknown = await answer.json()
  if (answer.ok) return Token.parse(told).token
  const refusal = Refusal.safeParse(told)
  const why = refusal.success ? refusal.data.detail : `it answered ${answer.status}`
  throw new CliError(`Hyphae gives "${name}" no token: ${why}`, 2)
}
