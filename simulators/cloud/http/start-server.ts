import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RefusedBody } from './read-body.ts'

export interface RunningServer {
  readonly origin: string
  /** Answers requests from here on; before, they are told to wait. */
  serve(answer: Answer): void
  stop(): Promise<void>
}

/** Addresses that the API refuses in words still come through; longer heads are cut off by Node. */
const longestHead = 64 * 1024

export type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Listens on this machine alone, before anything slow is done: a taken port is known at once. */
export async function startServer(port: number): Promise<RunningServer> {
  let answer: Answer = async (_, response) => {
    response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' })
    response.end('Hyphae is starting.\n')
  }
  const server = createServer({ maxHeaderSize: longestHead }, (request, response) => {
    if (!isLocal(request.headers.host)) return refuseHost(response)
    answer(request, response).catch((fault: unknown) => fail(response, fault))
  })
  await listen(server, port)
  const { port: bound } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${bound}`,
    serve(next) {
      answer = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
}

/** A page elsewhere may make a name point here; only this machine's own names are answered. */
function isLocal(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')
}

/** The rest of a body that was not read must not be taken for the next request. */
function refuseBody(response: ServerResponse, { status, message: detail }: RefusedBody): void {
  const title = status === 413 ? 'Too large' : 'Not JSON'
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' })
  response.end(JSON.stringify({ type: 'about:blank', title, status, detail }))
}

function refuseHost(response: ServerResponse): void {
  response.writeHead(421, { 'content-type': 'text/plain' })
  response.end('Hyphae answers to 127.0.0.1 and localhost only.\n')
}

function fail(response: ServerResponse, fault: unknown): void {
  if (fault instanceof RefusedBody && !response.headersSent) {
    refuseBody(response, fault)
    return
  }
  process.stderr.write(
    `A request failed: ${fault instanceof Error ? fault.stack : String(fault)}\n`,
  )
  if (response.headersSent) response.destroy()
  else {
    response.writeHead(500, { 'content-type': 'text/plain' })
    response.end('Internal error; the terminal that runs Hyphae says why.\n')
  }
}
