import type { IncomingMessage } from 'node:http'

/** A body that nobody reads on: whoever sent it is told, and it is no fault of this machine. */
export class RefusedBody extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'RefusedBody'
    this.status = status
  }
}

/** What a page of another origin cannot send unasked. */
export function isJson({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('application/json') === true
}

export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > limit)
      throw new RefusedBody(
        413,
        `A request here may have ${limit} bytes; send less at once, or a shorter comment.`,
      )
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const body = await readBody(request, limit)
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new RefusedBody(400, `The body is not JSON: "${body.toString('utf8', 0, 80)}".`)
  }
}
