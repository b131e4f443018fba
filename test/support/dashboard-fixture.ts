import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { text } from 'node:stream/consumers'
import { apiPrefix, contract, type Operation } from '#domain/api/contract.ts'
import type { Role } from '#domain/api/role.ts'
import { answer } from './dashboard-answers.ts'
import type { World } from './dashboard-world.ts'

export interface DashboardFixture {
  readonly origin: string
  readonly world: World
  /** While cut, every request to the API breaks off, as if the network were gone. */
  cut: boolean
  /** Milliseconds each answer of the API waits. */
  delay: number
  /** Operations that answer with a fault, while the others go on. */
  readonly faulty: Set<Operation>
  /** Operations that whoever asks may not do. */
  readonly refusing: Set<Operation>
  /** What whoever opens the pages may do. */
  role: Role
  /** How often a token was asked for. */
  tokens: number
  close(): Promise<void>
}

const folder = 'dashboard/out'

/** The built pages and an API that answers out of a made-up world, on a free port. */
export async function startDashboard(world: World): Promise<DashboardFixture> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', fixture.origin).pathname
    if (path.startsWith(`${apiPrefix}/`)) void serveApi(fixture, request, response)
    else if (path === '/cloud/token') serveToken(fixture, response)
    else serveFile(fixture, path, response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const fixture: DashboardFixture = {
    origin: `http://127.0.0.1:${port}`,
    ...{
      world,
      cut: false,
      delay: 0,
      faulty: new Set(),
      refusing: new Set(),
      role: 'operator',
      tokens: 0,
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
  return fixture
}

async function serveApi(
  fixture: DashboardFixture,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? '/', fixture.origin)
  const found = findOperation(request.method ?? 'GET', url.pathname.slice(apiPrefix.length))
  if (fixture.delay > 0) await new Promise((done) => setTimeout(done, fixture.delay))
  if (fixture.cut) return request.socket.destroy()
  if (!found || fixture.faulty.has(found.operation)) return sendProblem(response, url.pathname)
  if (fixture.refusing.has(found.operation)) return sendForbidden(response)
  const body = request.method === 'POST' ? JSON.parse(await text(request)) : undefined
  const asked = { query: url.searchParams, parameters: found.parameters, body, now: Date.now() }
  const told = answer(found.operation, fixture.world, asked)
  if (told === undefined) return sendProblem(response, url.pathname)
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told))
}

function findOperation(method: string, path: string) {
  for (const [operation, route] of Object.entries(contract)) {
    const pattern = new RegExp(`^${route.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
    const match = route.method === method.toLowerCase() ? pattern.exec(path) : null
    if (!match) continue
    const values = Object.entries(match.groups ?? {})
    const parameters = Object.fromEntries(values.map(([name, v]) => [name, decodeURIComponent(v)]))
    return { operation: operation as Operation, parameters }
  }
  return undefined
}

function sendProblem(response: ServerResponse, path: string) {
  const problem = {
    type: 'about:blank',
    title: 'Not found',
    status: 404,
    detail: `No ${path} here.`,
  }
  response
    .writeHead(404, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify(problem))
}

function sendForbidden(response: ServerResponse) {
  const detail = 'Ada is viewer, and this takes the role operator; ask whoever gives roles.'
  response
    .writeHead(403, { 'content-type': 'application/problem+json' })
    .end(JSON.stringify({ type: 'about:blank', title: 'Not allowed', status: 403, detail }))
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.txt': 'text/plain',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

function serveToken(fixture: DashboardFixture, response: ServerResponse) {
  fixture.tokens += 1
  const told = { token: 'made-up', expiresAt: Date.now() + 3_600_000 }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(told))
}

function serveFile({ role }: DashboardFixture, path: string, response: ServerResponse) {
  if (path === '/config.json')
    return response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        simulation: true,
        version: '0.1.0',
        signIn: { path: '/cloud/token', role },
      }),
    )
  const file = resolveFile(path)
  const status = file.endsWith('404.html') ? 404 : 200
  response.writeHead(status, { 'content-type': contentTypes[extname(file)] ?? 'text/plain' })
  return createReadStream(file).pipe(response)
}

/** The export writes incident.html for /incident. */
function resolveFile(path: string): string {
  const wanted = join(folder, normalize(path))
  const candidates = path === '/' ? [join(folder, 'index.html')] : [wanted, `${wanted}.html`]
  const found = candidates.find((file) => extname(file) !== '' && existsSync(file))
  return found ?? join(folder, '404.html')
}
