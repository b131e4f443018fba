import type { Answer, RunningServer } from '../http/start-server.ts'
import { instancePath } from './instance.ts'

/** A server that says from the first moment which instance it belongs to. */
export function nameServer(server: RunningServer, id: string): RunningServer {
  const naming =
    (answer: Answer): Answer =>
    async (request, response) => {
      if (request.url !== instancePath) return answer(request, response)
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(JSON.stringify({ id }))
    }
  server.serve(naming(sayStarting))
  return { ...server, serve: (answer) => server.serve(naming(answer)) }
}

const sayStarting: Answer = async (_, response) => {
  response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' })
  response.end('Hyphae is starting.\n')
}
