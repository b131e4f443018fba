import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Random } from './random.ts'

export interface FlakyStore {
  /** Stands before the real endpoint and says where it is to be reached instead. */
  standBefore(endpoint: string): Promise<string>
  count(): { readonly calls: number; readonly failed: number }
}

type Failure = 'error' | 'throttled' | 'reset' | 'no-answer'

/** One failing call in so many goes on failing for longer than the SDK's patience: then the batch fails. */
const stubbornShare = 0.02
const stubbornTimes = 5
/** Time-outs are a tenth of them: each costs the client its whole patience. */
const usual = ['error', 'throttled', 'reset'] as const
const failures: readonly [Failure, ...Failure[]] = [...usual, ...usual, ...usual, 'no-answer']
/** Longer than the client's patience in chaos. */
const unansweredMilliseconds = 2_000
const answers: Readonly<Record<'error' | 'throttled', readonly [number, string]>> = {
  error: [500, 'com.amazonaws.dynamodb.v20120810#InternalServerError'],
  throttled: [400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'],
}

/** A store whose calls fail now and then: before they are applied, or after, so that nobody hears that they were. */
export function openFlakyStore(
  random: Random,
  failedShare: number,
  slowMilliseconds: number,
): FlakyStore {
  const counts = { calls: 0, failed: 0 }
  const stubborn = new Map<string, number>()
  const isFailing = (body: string): boolean => {
    const left = stubborn.get(body) ?? 0
    if (left > 1) stubborn.set(body, left - 1)
    else stubborn.delete(body)
    if (left > 0) return true
    if (!random.chance(failedShare)) return false
    if (random.chance(stubbornShare)) stubborn.set(body, stubbornTimes - 1)
    return true
  }
  return {
    count: () => counts,
    standBefore: (endpoint) => {
      const forward = openForwarding(endpoint)
      const server = createServer((incoming, outgoing) => {
        void answer(incoming, outgoing).catch(() => outgoing.destroy())
      })
      const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
        const body = await readAll(incoming)
        // The cloud's own mark is no call of a function.
        if (body.includes('"~mark"')) return pass(await forward(incoming, body), outgoing)
        counts.calls += 1
        await pause(random.next() * slowMilliseconds)
        if (!isFailing(body)) return pass(await forward(incoming, body), outgoing)
        counts.failed += 1
        if (random.chance(0.5)) await forward(incoming, body)
        fail(outgoing, random.pick(failures))
      }
      return new Promise((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
        })
        // It ends with its process.
        server.unref()
      })
    },
  }
}

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds === 0) return
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

interface Passed {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

function openForwarding(endpoint: string) {
  const agent = new Agent({ keepAlive: true })
  return (incoming: IncomingMessage, body: string) =>
    new Promise<Passed>((resolve, reject) => {
      const { method, headers } = incoming
      const outgoing = request(endpoint, { agent, method, headers }, (response) => {
        readAll(response).then(
          (text) =>
            resolve({ status: response.statusCode ?? 500, headers: response.headers, body: text }),
          reject,
        )
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
}

function pass({ status, headers, body }: Passed, outgoing: ServerResponse): void {
  outgoing.writeHead(status, headers)
  outgoing.end(body)
}

function fail(outgoing: ServerResponse, failure: Failure): void {
  if (failure === 'no-answer') {
    setTimeout(() => outgoing.destroy(), unansweredMilliseconds).unref()
    return
  }
  if (failure === 'reset') {
    outgoing.destroy()
    return
  }
  const [status, type] = answers[failure]
  outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
  outgoing.end(JSON.stringify({ __type: type, message: 'Chaos.' }))
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
