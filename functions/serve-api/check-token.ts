import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import * as z from 'zod'
import { type Role, roleOf } from '#domain/api/role.ts'
import { PersonName } from '#domain/person-name.ts'
import { RequestProblem } from './problems.ts'

export interface Person {
  readonly name: string
  /** Null for somebody whom nobody gave a role. */
  readonly role: Role | null
}

/** Whose tokens are believed, and which of them are meant for this API. */
export interface Issuer {
  readonly issuer: string
  /** The client that people sign in through. */
  readonly audience: string
}

/** Signatures that only who holds the private key can make; a public key is no secret to an HMAC. */
const algorithms = ['RS256', 'ES256']
const clockToleranceSeconds = 5
/** An unknown key is looked for again, but a stream of forged ones asks the issuer no oftener than this. */
const keys = { cooldownDuration: 30_000, cacheMaxAge: 600_000, timeoutDuration: 5_000 }

/** Groups as a token has them, or as an HTTP API hands them over. */
const Groups = z.union([
  z.array(z.string()),
  z.string().transform((text) => text.replace(/^\[|\]$/g, '').split(/[\s,]+/)),
])

export type CheckToken = (authorization: string) => Promise<Person>

/** Cognito's access tokens, or anything of the same shape: their `username` cannot be changed by its owner. */
export function createTokenCheck({ issuer, audience }: Issuer, now: () => number): CheckToken {
  const keySet = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), keys)
  return async (authorization) => {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization)?.[1]
    if (!token)
      throw noGoodToken('The header Authorization holds no token; send "Bearer" and the token.')
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer,
        algorithms,
        currentDate: new Date(now()),
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp', 'client_id', 'token_use', 'username'],
      })
      return readPerson(payload, audience)
    } catch (cause) {
      throw isTokensFault(cause) ? noGoodToken(wordsOf(cause, issuer)) : noKeys(cause)
    }
  }
}

function readPerson(payload: JWTPayload, audience: string): Person {
  const use = payload['token_use']
  if (use !== 'access')
    throw noGoodToken(`The token is for "${clip(use)}"; send the access token of the sign-in.`)
  if (payload['client_id'] !== audience)
    throw noGoodToken(
      `The token was made for client "${clip(payload['client_id'])}", not for "${audience}"; sign in to Hyphae.`,
    )
  const name = PersonName.safeParse(payload['username'])
  if (!name.success)
    throw noGoodToken(
      `The token names nobody who may act: ${name.error.issues[0]?.message}; use another account.`,
    )
  const groups = Groups.safeParse(payload['cognito:groups'] ?? [])
  return { name: name.data, role: groups.success ? roleOf(groups.data) : null }
}

function noGoodToken(detail: string): RequestProblem {
  const challenge =
    'Bearer realm="hyphae", error="invalid_token", error_description="see the detail of the answer"'
  return new RequestProblem(401, 'Not signed in', detail, undefined, {
    'www-authenticate': challenge,
  })
}

type TokensFault = RequestProblem | errors.JOSEError

function isTokensFault(cause: unknown): cause is TokensFault {
  if (cause instanceof RequestProblem) return true
  const isKeys = cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid
  return cause instanceof errors.JOSEError && !isKeys && cause.code !== 'ERR_JOSE_GENERIC'
}

function wordsOf(cause: TokensFault, issuer: string): string {
  if (cause instanceof RequestProblem) return cause.message
  if (cause instanceof errors.JWTExpired) {
    const ended = new Date(Number(cause.payload.exp) * 1000)
    const when = Number.isNaN(ended.getTime()) ? '' : ` at ${ended.toISOString()}`
    return `The token ended${when}; sign in again.`
  }
  if (cause instanceof errors.JWTClaimValidationFailed && cause.claim === 'iss')
    return `The token was issued by "${clip(cause.payload.iss)}", not by "${issuer}"; sign in to Hyphae.`
  if (cause instanceof errors.JWSSignatureVerificationFailed)
    return 'The signature of the token is not its issuer’s; sign in again.'
  if (cause instanceof errors.JWKSNoMatchingKey)
    return 'The token was signed with a key that its issuer does not have; sign in again.'
  if (cause instanceof errors.JOSEAlgNotAllowed)
    return `The token is not signed with ${algorithms.join(' or ')}; sign in again.`
  return `The token cannot be believed: ${clip(cause.message)}; sign in again.`
}

function noKeys(cause: unknown): RequestProblem {
  const problem = new RequestProblem(
    503,
    'No keys',
    'Whoever issues the tokens does not say its keys, so none can be checked; try again.',
    undefined,
    { 'retry-after': '5' },
  )
  problem.cause = cause
  return problem
}

function clip(value: unknown): string {
  return String(value).slice(0, 120)
}
