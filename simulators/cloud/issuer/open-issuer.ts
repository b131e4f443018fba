import { existsSync } from 'node:fs'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
} from 'jose'
import type { Role } from '#domain/api/role.ts'
import { replaceFile } from '../replace-file.ts'

export interface SignedToken {
  readonly token: string
  /** In epoch milliseconds. */
  readonly expiresAt: number
}

/** Stands in for Cognito: tokens of the same shape, checked by the same code. */
export interface Issuer {
  /** What anybody may know of its keys. */
  readonly keySet: { readonly keys: readonly JWK[] }
  sign(name: string, role: Role, now: number): Promise<SignedToken>
}

export const developmentClient = 'hyphae-development'
const algorithm = 'ES256'
const tokenMilliseconds = 3_600_000

/** Its key stays in the data folder, so that a restart leaves people signed in. */
export async function openIssuer(folder: string, issuer: string): Promise<Issuer> {
  const key = await readKey(join(folder, 'issuer-key.json'))
  const kid = await calculateJwkThumbprint(key)
  const signer = (await importJWK(key, algorithm)) as CryptoKey
  const { d: _, ...known } = key
  return {
    keySet: { keys: [{ ...known, kid, alg: algorithm, use: 'sig' }] },
    async sign(name, role, now) {
      const expiresAt = now + tokenMilliseconds
      const token = await new SignJWT({
        token_use: 'access',
        client_id: developmentClient,
        username: name,
        'cognito:groups': [role],
      })
        .setProtectedHeader({ alg: algorithm, kid })
        .setIssuer(issuer)
        .setSubject(name)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(signer)
      return { token, expiresAt }
    },
  }
}

async function readKey(file: string): Promise<JWK> {
  if (!existsSync(file)) return makeKey(file)
  try {
    const key = JSON.parse(await readFile(file, 'utf8')) as JWK
    await importJWK(key, algorithm)
    return key
  } catch (cause) {
    throw new Error(
      `${file} holds no key (${cause instanceof Error ? cause.message : cause}); delete it, and people sign in anew`,
      { cause },
    )
  }
}

async function makeKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const key = await exportJWK(privateKey)
  await replaceFile(file, JSON.stringify(key))
  await chmod(file, 0o600)
  return key
}
