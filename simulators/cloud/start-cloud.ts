import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { BusEvent } from '#domain/events.ts'
import { type FunctionName, functions, mappings, rules, schedules } from '#wiring'
import { openAcceptedFrames } from './accepted-frames.ts'
import { createRouter } from './bus/route-events.ts'
import { openFailureBucket } from './failure-bucket.ts'
import { type FunctionHost, loadFunctions } from './function-host.ts'
import { serveApi } from './http/serve-api.ts'
import { serveAws } from './http/serve-aws.ts'
import { serveFile } from './http/serve-files.ts'
import type { RunningServer } from './http/start-server.ts'
import { callLater } from './invoke-later.ts'
import { createTables } from './store/create-tables.ts'
import { startStore } from './store/start-store.ts'
import { runMapping } from './stream/event-source-mapping.ts'
import { openStreamLog, type StreamRecord } from './stream/stream-log.ts'

export interface CloudOptions {
  /** Everything that must survive a restart. */
  readonly folder: string
  readonly server: RunningServer
  /** The dashboard's static export, or null where nobody looks. */
  readonly dashboard: string | null
  /** Whether there is something to inject into. */
  readonly simulation: boolean
  /** Whether the schedules run by this machine's clock; a replay brings its own time. */
  readonly schedules: boolean
  /** Whether a batch waits to be filled, as it does on AWS. */
  readonly windows: boolean
}

export interface Cloud {
  readonly bus: string
  readonly origin: string
  /** Records that some consumer has not handled yet. */
  backlog(): number
  /** Resolves when everything published so far has been handled, what follows from it included. */
  drain(): Promise<void>
  stop(): Promise<void>
}

const busName = 'hyphae'
const tables = ['hyphae-telemetry', 'hyphae-ops', 'hyphae-subjects'] as const
const keptMilliseconds = 24 * 3_600_000
const housekeepingMilliseconds = 5_000

/** The whole pipeline in this process, from the one wiring and with the deployed handlers. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { folder, server } = options
  await mkdir(folder, { recursive: true })
  const store = await startStore(join(folder, 'store'))
  const host = await loadHandlers(store.endpoint, server.origin)
  const client = new DynamoDBClient({})
  await createTables(client, tables)
  client.destroy()
  const log = await openStreamLog(join(folder, 'stream'), Date.now)
  const accepted = await openAcceptedFrames(join(folder, 'accepted.json'), log)
  const failures = await openFailureBucket(join(folder, 'failures'))
  const later = callLater({
    host,
    pause,
    keepFailed: (name, event, reason) => failures.keep(name, event.id, [event], reason),
  })
  const route = createRouter(rules, {
    async putRecords(records) {
      await log.append(records)
      accepted.add(
        records.map((record) => record.event),
        log.newest(),
      )
    },
    invokeLater: async (name, event) => later.call(name, event),
  })
  const running = mappings.map((mapping) =>
    runMapping(options.windows ? mapping : { ...mapping, windowSeconds: 0 }, {
      log,
      positionFile: join(folder, 'positions', mapping.function),
      now: Date.now,
      pause,
      invoke: (event) => host.onStream(mapping.function, event),
      keepFailed: (records, reason) =>
        failures.keep(mapping.function, String(records[0]?.sequence), eventsOf(records), reason),
    }),
  )
  const transit = () => {
    const taken = accepted.count()
    const failed = failures.count()
    return {
      frames: { accepted: taken.frames, failed: failed.frames },
      readings: { accepted: taken.readings, failed: failed.readings },
    }
  }
  server.serve(async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (request.headers['x-amz-target'] !== undefined)
      return serveAws(request, response, { bus: busName, route, now: Date.now })
    if (path.startsWith('/api/')) return serveApi(request, response, host)
    if (path === '/config.json')
      return sendJson(response, { simulation: options.simulation, version: '1' })
    if (path === '/cloud/transit') return sendJson(response, transit())
    await serveFile(path, response, options.dashboard ?? '/nowhere', request.method === 'HEAD')
  })
  const position = () => Math.min(...running.map((mapping) => mapping.position()))
  const housekeeping = setInterval(() => {
    void accepted.save()
    void log.trim(position(), Date.now() - keptMilliseconds)
  }, housekeepingMilliseconds)
  const timers = options.schedules ? startSchedules(host) : []
  return {
    bus: busName,
    origin: server.origin,
    backlog: () => log.newest() - position(),
    async drain() {
      // What a consumer publishes comes after what it read, so one look at rest is enough.
      while (position() < log.newest()) await pause(5)
      await later.settle()
    },
    async stop() {
      for (const timer of [...timers, housekeeping]) clearInterval(timer)
      await Promise.all(running.map((mapping) => mapping.stop()))
      await later.settle()
      await log.close()
      await accepted.save()
      await server.stop()
      await store.stop()
    },
  }
}

function loadHandlers(storeEndpoint: string, origin: string): Promise<FunctionHost> {
  return loadFunctions(Object.keys(functions) as FunctionName[], {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
    AWS_ENDPOINT_URL_DYNAMODB: storeEndpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: origin,
    TELEMETRY_TABLE: tables[0],
    OPS_TABLE: tables[1],
    SUBJECTS_TABLE: tables[2],
    BUS_NAME: busName,
    TRANSIT_URL: `${origin}/cloud/transit`,
    POWERTOOLS_LOG_LEVEL: process.env['POWERTOOLS_LOG_LEVEL'] ?? 'ERROR',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_DEV: 'true',
  })
}

function eventsOf(records: readonly StreamRecord[]): BusEvent[] {
  return records.map((record) => JSON.parse(record.event) as BusEvent)
}

function startSchedules(host: FunctionHost): NodeJS.Timeout[] {
  return schedules.map((schedule) =>
    setInterval(() => {
      host.onEvent(schedule.function, { source: 'aws.scheduler' }).catch((fault: unknown) => {
        process.stderr.write(`The schedule of ${schedule.function} failed: ${String(fault)}\n`)
      })
    }, schedule.everyMinutes * 60_000),
  )
}

function sendJson(response: import('node:http').ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
