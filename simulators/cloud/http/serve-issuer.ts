import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { Role } from '#domain/api/role.ts'
import { PersonName } from '#domain/person-name.ts'
import type { Issuer } from '../issuer/open-issuer.ts'
import { isJson, readBody } from './read-body.ts'

export const issuerPath = '/cloud/issuer'
const Wish = z.object({ name: PersonName, role: Role })
const largestBody = 1_000

/** What verifiers ask an issuer for. */
export async function serveKeys(
  request: IncomingMessage,
  response: ServerResponse,
  issuer: Issuer,
): Promise<void> {
  if (request.url !== `${issuerPath}/.well-known/jwks.json`)
    return refuse(response, 404, `The keys are at ${issuerPath}/.well-known/jwks.json.`)
  answer(response, 200, issuer.keySet)
}

/** POST /cloud/token: whoever is on this machine is believed. Pages of another origin are not. */
export async function serveToken(
  request: IncomingMessage,
  response: ServerResponse,
  issuer: Issuer,
  now: number,
): Promise<void> {
  const { origin, host } = request.headers
  if (origin !== undefined && origin !== `http://${host}`)
    return refuse(response, 403, `A page of ${origin.slice(0, 200)} gets no token here.`)
  const remedy = 'POST {"name": …, "role": …} as application/json.'
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST')
    return refuse(response, 405, remedy)
  }
  if (!isJson(request)) return refuse(response, 415, remedy)
  const wish = Wish.safeParse(parse((await readBody(request, largestBody)).toString('utf8')))
  if (wish.success)
    return answer(response, 200, await issuer.sign(wish.data.name, wish.data.role, now))
  const [issue] = wish.error.issues
  const roles = Role.options.join(', ')
  refuse(
    response,
    400,
    `${issue?.path.join('.') || 'The body'}: ${issue?.message}; send a name and a role of ${roles}.`,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  const problem = { type: 'about:blank', title: 'No token', status, detail }
  answer(response, status, problem, 'problem+json')
}

function answer(response: ServerResponse, status: number, body: unknown, type = 'json'): void {
  response.writeHead(status, {
    'content-type': `application/${type}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(JSON.stringify(body))
}
