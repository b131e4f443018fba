import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import type { FunctionHost } from '../function-host.ts'
import { isJson, readJson } from './read-body.ts'

const Call = z.object({ dryRun: z.boolean() })
const largestBody = 1_000

/** Calls the redrive function as its operator does on AWS. Only JSON: a page of another origin cannot send that unasked. */
export async function callRedrive(
  request: IncomingMessage,
  response: ServerResponse,
  host: FunctionHost,
): Promise<void> {
  if (request.method !== 'POST' || !isJson(request))
    return answer(response, 400, { message: 'POST {"dryRun": true or false} as application/json.' })
  const call = Call.safeParse(await readJson(request, largestBody))
  if (!call.success) return answer(response, 400, { message: 'dryRun must be true or false.' })
  answer(response, 200, await host.onCall('redrive', call.data))
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
