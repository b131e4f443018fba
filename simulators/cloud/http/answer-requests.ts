import type { ServerResponse } from 'node:http'
import type { Router } from '../bus/route-events.ts'
import { failureBucketName } from '../environment.ts'
import type { FailureBucket } from '../failure-bucket.ts'
import type { FunctionHost } from '../function-host.ts'
import type { Issuer } from '../issuer/open-issuer.ts'
import type { MailboxFolder } from '../mailbox/mailbox.ts'
import { callRedrive } from './call-redrive.ts'
import { serveApi } from './serve-api.ts'
import { serveAws } from './serve-aws.ts'
import { serveBucket } from './serve-bucket.ts'
import { serveFile } from './serve-files.ts'
import { issuerPath, serveKeys, serveToken } from './serve-issuer.ts'
import { serveMailbox, serveSes, serveSns } from './serve-mailbox.ts'
import { type Simulation, serveSimulation } from './serve-simulation.ts'
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
  readonly failures: FailureBucket
  readonly issuer: Issuer
  /** Where all that is sent to people is kept. */
  readonly mailbox: MailboxFolder
  /** Nothing, where or while nothing is simulated. */
  simulation(): Simulation | undefined
  now(): number
}

/** One port for all: AWS calls by their header, the API by its path, the dashboard for the rest. */
export function answerRequests(offers: Offers): Answer {
  const { bus, route, host, dashboard, now } = offers
  const own = ownAnswers(offers)
  return async (request, response) => {
    if (request.headers['x-amz-target'] !== undefined)
      return serveAws(request, response, { bus, route, now })
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path.startsWith('/api/')) return serveApi(request, response, host)
    const ownAnswer = own.find(([start]) => isBelow(start, path))?.[1]
    if (ownAnswer) return ownAnswer(request, response)
    return serveFile(path, response, dashboard, request.method === 'HEAD')
  }
}

/** What only the embedded cloud has, by the path it begins with. */
function ownAnswers(offers: Offers): ReadonlyArray<readonly [string, Answer]> {
  return [
    ['/config.json', async (_, response) => sendJson(response, offers.config)],
    ['/simulation/faults', (request, response) => serveSimulation(request, response, offers)],
    ['/cloud/transit', async (_, response) => sendJson(response, offers.transit())],
    [issuerPath, (request, response) => serveKeys(request, response, offers.issuer)],
    [
      '/cloud/token',
      (request, response) => serveToken(request, response, offers.issuer, offers.now()),
    ],
    ['/cloud/mailbox', (request, response) => serveMailbox(request, response, offers)],
    ['/cloud/ses', (request, response) => serveSes(request, response, offers)],
    ['/cloud/sns', (request, response) => serveSns(request, response, offers)],
    ['/cloud/redrive', (request, response) => callRedrive(request, response, offers.host)],
    [
      `/${failureBucketName}`,
      (request, response) => serveBucket(request, response, offers.failures),
    ],
  ]
}

function isBelow(start: string, path: string): boolean {
  return path === start || path.startsWith(`${start}/`)
}

function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
