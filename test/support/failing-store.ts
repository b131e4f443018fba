import { readBody } from '#simulators/cloud/http/read-body.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'

const largestBody = 32 * 1024 * 1024

/** A store whose writes are refused for as long as it is told to fail, without tries of the SDK's own. */
export async function startFailingStore(isFailing: () => boolean) {
  const server = await startServer(0)
  return {
    stop: () => server.stop(),
    async endpoint(real: string): Promise<string> {
      server.serve(async (request, response) => {
        const target = String(request.headers['x-amz-target'])
        const body = await readBody(request, largestBody)
        if (isFailing() && /PutItem|BatchWriteItem/.test(target)) {
          response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
          response.end('{"__type":"ValidationException","message":"the store is away"}')
          return
        }
        const { host: _, connection: __, ...headers } = request.headers
        const answer = await fetch(real, { method: 'POST', headers: headers as never, body })
        response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' })
        response.end(Buffer.from(await answer.arrayBuffer()))
      })
      return server.origin
    },
  }
}
