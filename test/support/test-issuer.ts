import { mkdtemp } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '#domain/api/role.ts'
import { issuerPath, serveKeys } from '#simulators/cloud/http/serve-issuer.ts'
import { developmentClient, openIssuer } from '#simulators/cloud/issuer/open-issuer.ts'

export interface TestIssuer {
  readonly path: string
  readonly folder: string
  readonly settings: { readonly issuer: string; readonly audience: string }
  /** The key that anybody may know, as serve-api finds it. */
  readonly publicKey: unknown
  tokenOf(name: string, role: Role, now?: number): Promise<string>
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** The issuer of the embedded cloud, its keys served below this origin. */
export async function openTestIssuer(origin: string): Promise<TestIssuer> {
  const folder = await mkdtemp(join(tmpdir(), 'hyphae-issuer-'))
  const settings = { issuer: `${origin}${issuerPath}`, audience: developmentClient }
  const issuer = await openIssuer(folder, settings.issuer)
  return {
    path: issuerPath,
    folder,
    settings,
    publicKey: issuer.keySet.keys[0],
    tokenOf: async (name, role, now = Date.now()) => (await issuer.sign(name, role, now)).token,
    serve: (request, response) => serveKeys(request, response, issuer),
  }
}
