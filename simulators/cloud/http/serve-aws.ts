import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { largestCallBytes, takePutEvents } from '../bus/put-events.ts'
import type { Router } from '../bus/route-events.ts'
import { RefusedBody, readJson } from './read-body.ts'

export interface AwsPorts {
  readonly bus: string
  readonly route: Router
  now(): number
}

/** Escapes and the call's other fields may double what the entries weigh. */
const largestBody = 4 * largestCallBytes

/** Answers the real SDK's PutEvents, dispatched on X-Amz-Target. */
export async function serveAws(
  request: IncomingMessage,
  response: ServerResponse,
  ports: AwsPorts,
): Promise<void> {
  const target = String(request.headers['x-amz-target'])
  if (target !== 'AWSEvents.PutEvents')
    return answer(
      response,
      400,
      error(
        'UnknownOperationException',
        `The embedded cloud answers AWSEvents.PutEvents, not ${target}.`,
      ),
    )
  const body = await readCall(request)
  if (body.kind === 'unreadable')
    return answer(response, body.status, error(body.code, body.message))
  const outcome = takePutEvents(body.value, ports.bus, ports.now())
  if (outcome.kind === 'refused') return answer(response, 400, error(outcome.code, outcome.message))
  // Acknowledged only once it is in the stream's file.
  await ports.route(outcome.events)
  const failed = outcome.results.filter((result) => 'ErrorCode' in result).length
  answer(response, 200, { FailedEntryCount: failed, Entries: outcome.results })
}

const overLimit = 'Total size of the entries in the request is over the limit.'

/** What is refused is said as EventBridge says it. */
async function readCall(request: IncomingMessage) {
  try {
    return { kind: 'read', value: await readJson(request, largestBody) } as const
  } catch (cause) {
    if (!(cause instanceof RefusedBody)) throw cause
    const { status, message } = cause
    const said =
      status === 413
        ? { code: 'RequestEntityTooLarge', message: overLimit }
        : { code: 'SerializationException', message }
    return { kind: 'unreadable', status, ...said } as const
  }
}

function error(code: string, message: string) {
  return { __type: code, message }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
    // The rest of a body that was not read must not be taken for the next request.
    ...(status === 413 ? { connection: 'close' } : {}),
  })
  response.end(JSON.stringify(body))
}
