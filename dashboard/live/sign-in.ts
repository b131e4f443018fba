import type { Role } from '#domain/api/role.ts'

/** Where this page gets a token from, and as what; null where nobody gives any. */
export interface SignIn {
  readonly path: string
  readonly role: Role
}

interface Token {
  readonly token: string
  readonly expiresAt: number
}

/** So that none ends on its way. */
const earlyMilliseconds = 60_000
const tokens = new Map<string, Token>()

export async function readSignIn(signal?: AbortSignal): Promise<SignIn | null> {
  const response = await fetch('/config.json', { ...(signal ? { signal } : {}) })
  if (!response.ok) return null
  const { signIn } = (await response.json()) as { readonly signIn?: SignIn | null }
  return signIn ?? null
}

/** In the person's own name; where nobody gives tokens, the API says what is missing. */
export async function authorize(name: string): Promise<Record<string, string>> {
  const known = tokens.get(name)
  const token =
    known && known.expiresAt - earlyMilliseconds > Date.now() ? known : await fetchToken(name)
  if (!token) return {}
  tokens.set(name, token)
  return { authorization: `Bearer ${token.token}` }
}

async function fetchToken(name: string): Promise<Token | null> {
  const signIn = await readSignIn()
  if (!signIn) return null
  const answer = await fetch(signIn.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, role: signIn.role }),
  })
  return answer.ok ? ((await answer.json()) as Token) : null
}
