import type { ServerResponse } from 'node:http'
import type { Router } from '../bus/route-events.ts'
import type { FunctionHost } from '../function-host.ts'
import { serveApi } from './serve-api.ts'
import { serveAws } from './serve-aws.ts'
import { serveFile } from './serve-files.ts'
import type { Answer } from './start-server.ts'

export interface Offers {
  readonly bus: string
  readonly route: Router
  readonly host: FunctionHost
  /** The dashboard's static export, or null where nobody looks. */
  readonly dashboard: string | null
  /** What the dashboard asks for before anything else. */
  readonly config: unknown
  transit(): unknown
  now(): number
}

/** One port for all: AWS calls by their header, the API by its path, the dashboard for the rest. */
export function answerRequests(offers: Offers): Answer {
  const { bus, route, host, dashboard, now } = offers
  return async (request, response) => {
    if (request.headers['x-amz-target'] !== undefined)
      return serveAws(request, response, { bus, route, now })
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path.startsWith('/api/')) return serveApi(request, response, host)
    if (path === '/config.json') return sendJson(response, offers.config)
    if (path === '/cloud/transit') return sendJson(response, offers.transit())
    return serveFile(path, response, dashboard, request.method === 'HEAD')
  }
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
