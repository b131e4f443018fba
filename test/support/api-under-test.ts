import { rm } from 'node:fs/promises'
import type { Role } from '#domain/api/role.ts'
import type { BusEvent } from '#domain/events.ts'
import type { Router } from '#simulators/cloud/bus/route-events.ts'
import { serveAws } from '#simulators/cloud/http/serve-aws.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { openTestIssuer, type TestIssuer } from './test-issuer.ts'
import { startTestStore, type TestStore, tables } from './test-store.ts'

export interface ApiCall {
  readonly method?: string
  /** Below /api/v1, with its query. */
  readonly path: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Whose token comes along: an engineer's, of the name that the body is by, unless said; null for none. */
  readonly role?: Role | null
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly json: unknown
}

export interface ApiUnderTest {
  readonly store: TestStore['store']
  /** What was published so far. */
  readonly published: BusEvent[]
  readonly issuer: TestIssuer
  call(call: ApiCall): Promise<ApiAnswer>
  stop(): Promise<void>
}

type Handler = (
  event: unknown,
  context: unknown,
) => Promise<{
  readonly statusCode: number
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly isBase64Encoded?: boolean
}>

/** The deployed handler, a real store and a bus that remembers, called as API Gateway calls it. */
export async function startApi(): Promise<ApiUnderTest> {
  const running = await startTestStore()
  const published: BusEvent[] = []
  const server = await startServer(0)
  const route: Router = async (events) => {
    published.push(...events.map(({ event }) => event))
  }
  const issuer = await openTestIssuer(server.origin)
  server.serve((request, response) =>
    request.url?.startsWith(issuer.path)
      ? issuer.serve(request, response)
      : serveAws(request, response, { bus: 'hyphae', route, now: Date.now }),
  )
  Object.assign(process.env, {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_ENDPOINT_URL_DYNAMODB: running.endpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: server.origin,
    TELEMETRY_TABLE: tables.telemetryTable,
    OPS_TABLE: tables.opsTable,
    SUBJECTS_TABLE: tables.subjectsTable,
    BUS_NAME: 'hyphae',
    TRANSIT_URL: '',
    ISSUER: issuer.settings.issuer,
    AUDIENCE: issuer.settings.audience,
    ANONYMOUS_ROLE: 'viewer',
    RATE_LIMIT_PER_SECOND: '10000',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  })
  const { handler } = (await import('#functions/serve-api/handler.ts')) as unknown as {
    handler: Handler
  }
  return {
    store: running.store,
    published,
    issuer,
    async call(call) {
      const signed = { ...call, headers: { ...(await signIn(issuer, call)), ...call.headers } }
      const answer = await handler(gatewayEvent(signed), { awsRequestId: 'r' })
      const text = Buffer.from(
        answer.body ?? '',
        answer.isBase64Encoded ? 'base64' : 'utf8',
      ).toString('utf8')
      return {
        status: answer.statusCode,
        headers: answer.headers ?? {},
        text,
        json: text === '' ? undefined : (JSON.parse(text) as unknown),
      }
    },
    async stop() {
      await server.stop()
      await running.stop()
      await rm(issuer.folder, { recursive: true })
    },
  }
}

async function signIn(issuer: TestIssuer, { role = 'engineer', body }: ApiCall) {
  if (role === null) return {}
  const by = typeof body === 'object' && body !== null && 'by' in body ? body.by : undefined
  const name = typeof by === 'string' && !['', 'hyphae'].includes(by) ? by : 'Ada'
  return { authorization: `Bearer ${await issuer.tokenOf(name, role)}` }
}

/** Payload version 2, as an HTTP API hands a request over. */
function gatewayEvent({ method = 'GET', path, body, headers = {} }: ApiCall) {
  const [rawPath = '', rawQueryString = ''] = `/api/v1${path}`.split('?')
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body)
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    headers: {
      host: 'api.test',
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    requestContext: {
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 't' },
      stage: '$default',
      requestId: 'r',
      domainName: 'api.test',
    },
    isBase64Encoded: false,
    ...(text === undefined ? {} : { body: text }),
  }
}
