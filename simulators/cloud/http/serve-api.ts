import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FunctionHost } from '../function-host.ts'
import { BodyTooLarge, readBody } from './read-body.ts'

/** Lambda's largest request. */
const largestBody = 6 * 1024 * 1024

/** Hands a request to the API's handler as an HTTP API does, in payload version 2. */
export async function serveApi(
  request: IncomingMessage,
  response: ServerResponse,
  host: FunctionHost,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://embedded')
  const body = await readLimited(request)
  if (body === undefined) return refuse(response)
  const answer = await host.onRequest({
    version: '2.0',
    routeKey: '$default',
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    requestContext: {
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      stage: '$default',
      requestId: 'embedded',
      domainName: request.headers.host ?? '',
    },
    isBase64Encoded: body.length > 0,
    ...(body.length > 0 ? { body: body.toString('base64') } : {}),
  })
  response.writeHead(answer.statusCode, answer.headers ?? {})
  response.end(
    answer.isBase64Encoded ? Buffer.from(answer.body ?? '', 'base64') : (answer.body ?? ''),
  )
}

async function readLimited(request: IncomingMessage): Promise<Buffer | undefined> {
  try {
    return await readBody(request, largestBody)
  } catch (cause) {
    if (cause instanceof BodyTooLarge) return undefined
    throw cause
  }
}

function refuse(response: ServerResponse): void {
  const problem = {
    type: 'about:blank',
    title: 'Too large',
    status: 413,
    detail: `A request may have ${largestBody} bytes; split the site or shorten the comment.`,
  }
  response.writeHead(413, { 'content-type': 'application/problem+json', connection: 'close' })
  response.end(JSON.stringify(problem))
}
