import { lookup } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isInsideAddress, refuseAddress } from '#domain/notify/webhook-address.ts'
import type { Answer } from './deliver-ports.ts'

export interface Posting {
  readonly url: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Whether an address on this machine will do, as it does in the embedded cloud. */
  readonly mayBeLocal: boolean
}

const longestMilliseconds = 10_000
const mostAnswerBytes = 2_000

/** One POST. Redirects are not followed: where they lead was never judged. */
export function postJson({ url, body, headers, mayBeLocal }: Posting): Promise<Answer> {
  const refused = refuseAddress(url, mayBeLocal)
  if (refused !== null) return Promise.resolve({ kind: 'refused', answer: refused })
  const request = url.startsWith('https:') ? requestHttps : requestHttp
  return new Promise((resolve) => {
    const call = request(url, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
      signal: AbortSignal.timeout(longestMilliseconds),
      ...(mayBeLocal ? {} : { lookup: lookUpOutside }),
    })
    call.on('response', (response) => {
      readAnswer(response).then(resolve, () => resolve({ kind: 'refused', answer: 'it hung up' }))
    })
    call.on('error', (fault: Error) => resolve({ kind: 'refused', answer: wordsOf(fault) }))
    call.end(body)
  })
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const status = response.statusCode ?? 0
  if (status >= 200 && status < 300) {
    // What it says besides does not matter, and may be endless.
    response.destroy()
    return { kind: 'taken' }
  }
  let text = ''
  response.setEncoding('utf8')
  for await (const chunk of response as AsyncIterable<string>) {
    text += chunk
    if (text.length > mostAnswerBytes) break
  }
  response.destroy()
  const said = text.replace(/\s+/g, ' ').trim().slice(0, 200)
  return {
    kind: 'refused',
    answer: said === '' ? `it answered ${status}` : `it answered ${status}, ${said}`,
  }
}

function wordsOf(fault: Error): string {
  if (fault.name === 'AbortError' || fault.name === 'TimeoutError')
    return `it did not answer within ${longestMilliseconds / 1000} s`
  return fault.message
}

/** A public name may stand for a private address, so what it stands for is judged as it is called. */
const lookUpOutside: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (fault, addresses) => {
    if (fault) return callback(fault, '', 0)
    const inside = addresses.find(({ address }) => isInsideAddress(address))
    const [first] = addresses
    if (inside || !first)
      return callback(new Error(`${hostname} leads to a private address`), '', 0)
    if (options.all) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}
