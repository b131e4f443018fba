import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  base64url,
  type CryptoKey,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose'
import type { TestIssuer } from './test-issuer.ts'

type Signer = CryptoKey | Uint8Array

/** An access token as the pool's, but for what is changed; a claim that is undefined is left out. */
async function craft(
  { folder, publicKey, settings }: TestIssuer,
  now: number,
  change: Readonly<Record<string, unknown>>,
  other: { readonly signer?: Signer; readonly header?: Partial<JWTHeaderParameters> } = {},
): Promise<string> {
  const key = JSON.parse(await readFile(join(folder, 'issuer-key.json'), 'utf8')) as JWK
  const { kid } = publicKey as { kid: string }
  const claims = {
    ...{ iss: settings.issuer, sub: 'Ada', username: 'Ada', client_id: settings.audience },
    ...{ token_use: 'access', 'cognito:groups': ['engineer'] },
    ...{ iat: now / 1000, exp: now / 1000 + 3_600 },
    ...change,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid, ...other.header })
    .sign(other.signer ?? (await importJWK(key, 'ES256')))
}

const unsigned = (payload: object) =>
  `${base64url.encode('{"alg":"none"}')}.${base64url.encode(JSON.stringify(payload))}.`

/** Tokens that nobody may be believed by, whatever they say of the role; `now` in whole seconds. */
export async function badTokens(issuer: TestIssuer, now: number): Promise<Record<string, string>> {
  const second = now / 1000
  const { privateKey } = await generateKeyPair('ES256')
  const known = (await importJWK(issuer.publicKey as JWK, 'ES256', {
    extractable: true,
  })) as CryptoKey
  const asSecret = new TextEncoder().encode(await exportSPKI(known))
  const good = await craft(issuer, now, {})
  const [head, , signature] = good.split('.')
  const { issuer: iss, audience } = issuer.settings
  const raised = { iss, client_id: audience, username: 'Ada', token_use: 'access' }
  return {
    expired: await craft(issuer, now, { iat: second - 3_700, exp: second - 60 }),
    'not yet valid': await craft(issuer, now, { nbf: second + 60 }),
    'without an end': await craft(issuer, now, { exp: undefined }),
    'signed with another key': await craft(issuer, now, {}, { signer: privateKey }),
    'of an unknown key': await craft(issuer, now, {}, { signer: privateKey, header: { kid: 'x' } }),
    'with changed claims': `${head}.${base64url.encode(JSON.stringify({ ...raised, exp: second + 60 }))}.${signature}`,
    'of another issuer': await craft(issuer, now, { iss: 'https://elsewhere.test/pool' }),
    'for another client': await craft(issuer, now, { client_id: 'another' }),
    'for no client': await craft(issuer, now, { client_id: undefined }),
    'that is an ID token': await craft(issuer, now, { token_use: 'id' }),
    'of nobody': await craft(issuer, now, { username: undefined }),
    'of hyphae itself': await craft(issuer, now, { username: 'hyphae' }),
    'without a signature': unsigned({
      ...raised,
      exp: second + 60,
      'cognito:groups': ['engineer'],
    }),
    'signed as HMAC with the public key': await craft(
      issuer,
      now,
      {},
      {
        signer: asSecret,
        header: { alg: 'HS256' },
      },
    ),
    'that is no token': 'engineer',
  }
}

export const groupless = (issuer: TestIssuer, now: number) =>
  craft(issuer, now, { 'cognito:groups': undefined })

/** Groups of other systems, one of them with a role in its name. */
export const otherGroups = (issuer: TestIssuer, now: number) =>
  craft(issuer, now, { 'cognito:groups': ['gardeners', 'engineers'] })
