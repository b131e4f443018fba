import { type Credentials, encodeName, signRequest } from './sign-request.ts'

/** What no retry could handle, kept in full, one object a batch. */
export interface FailedBatches {
  list(): AsyncIterable<string>
  read(key: string): Promise<string>
  /** Moves it to where nothing is redriven from; it stays readable. */
  putAway(key: string, text: string): Promise<void>
}

export interface BucketPlace {
  readonly bucket: string
  readonly region: string
  /** Another S3 than AWS's, as in the embedded cloud. */
  readonly endpoint?: string | undefined
  credentials(): Promise<Credentials>
}

/** Where Lambda's failure destinations write, and where this function puts what it has sent. */
const kept = 'aws/lambda/'
const sent = 'redriven/'

/** The failure bucket through S3's REST interface. */
export function openFailedBatches(place: BucketPlace): FailedBatches {
  const call = (method: string, path: string, body = '') => callBucket(place, method, path, body)
  return {
    async *list() {
      let after = ''
      do {
        const page = await call('GET', `?list-type=2&encoding-type=url&prefix=${kept}${after}`)
        yield* tagged(page, 'Key').map(decodeName)
        const [token] = tagged(page, 'NextContinuationToken')
        after = token ? `&continuation-token=${encodeURIComponent(token)}` : ''
      } while (after !== '')
    },
    read: (key) => call('GET', pathOf(key)),
    // Copied before it is taken away: a crash in between leaves both, and it is sent once more, which changes nothing.
    async putAway(key, text) {
      await call('PUT', pathOf(sent + key), text)
      await call('DELETE', pathOf(key))
    },
  }
}

async function callBucket(place: BucketPlace, method: string, path: string, body: string) {
  const { bucket, region, endpoint = `https://s3.${region}.amazonaws.com` } = place
  const url = new URL(`${endpoint}/${bucket}${path.startsWith('?') ? path : `/${path}`}`)
  const headers = signRequest({ method, url, body }, await place.credentials(), region, new Date())
  const answer = await fetch(url, { method, headers, ...(method === 'PUT' ? { body } : {}) })
  const text = await answer.text()
  if (answer.ok) return text
  throw new Error(
    `The failure bucket ${bucket} answered ${answer.status} to ${method} ${url.pathname}: ${text.slice(0, 200)}; nothing was lost, run the redrive again.`,
  )
}

function pathOf(key: string): string {
  return key.split('/').map(encodeName).join('/')
}

function decodeName(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

function tagged(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(
    ([, text = '']) => text,
  )
}
