import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FunctionHost } from '../function-host.ts'
import { readBody } from './read-body.ts'

/** Lambda's largest request. */
const largestBody = 6 * 1024 * 1024

/** Hands a request to the API's handler as an HTTP API does, in payload version 2. */
export async function serveApi(
  request: IncomingMessage,
  response: ServerResponse,
  host: FunctionHost,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://embedded')
  const body = await readBody(request, largestBody)
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
