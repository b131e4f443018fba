import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FailureBucket } from '../failure-bucket.ts'

/** Where Lambda's failure destinations write. */
const kept = 'aws/lambda/'

/** The failure bucket as S3's REST interface shows it: list, get, and the move to `redriven/`. */
export async function serveBucket(
  request: IncomingMessage,
  response: ServerResponse,
  failures: FailureBucket,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://embedded')
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'))
  const name = key.startsWith(kept) ? key.slice(kept.length) : ''
  request.resume()
  if (request.method === 'GET' && key === '') return send(response, 200, listing(failures.names()))
  // The move is one rename, made by the delete that ends it.
  if (request.method === 'PUT' && key.startsWith(`redriven/${kept}`)) return send(response, 200, '')
  if (!failures.names().includes(name)) return send(response, 404, '<Code>NoSuchKey</Code>')
  if (request.method === 'GET') return send(response, 200, await failures.read(name))
  if (request.method !== 'DELETE') return send(response, 405, '<Code>MethodNotAllowed</Code>')
  await failures.putAway(name)
  send(response, 204, '')
}

function listing(names: readonly string[]): string {
  const contents = names.map(
    (name) => `<Contents><Key>${encodeURIComponent(kept + name)}</Key></Contents>`,
  )
  return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/xml', 'cache-control': 'no-store' })
  response.end(body)
}
