import { join } from 'node:path'
import { type FunctionName, functions, mappings, type StreamMapping } from '#wiring'
import { busName, functionSettings, tableNames } from './environment.ts'
import { type FunctionHost, loadFunctions } from './function-host.ts'
import { answerRequests } from './http/answer-requests.ts'
import type { Simulation } from './http/serve-simulation.ts'
import type { RunningServer } from './http/start-server.ts'
import { openIssuer } from './issuer/open-issuer.ts'
import { keepHouse } from './keep-house.ts'
import { openMailbox } from './mailbox/mailbox.ts'
import { type Meter, metered, meteredRoute, noMeter } from './meter.ts'
import { openTransport, type Transport } from './open-transport.ts'
import { pause } from './pause.ts'
import { runSchedules } from './run-schedules.ts'
import { checkTables } from './store/check-tables.ts'
import { createTables } from './store/create-tables.ts'
import { openExpiry } from './store/expire-items.ts'
import { type RunningStore, startStore } from './store/start-store.ts'
import { type RunningMapping, runMapping } from './stream/event-source-mapping.ts'

export interface CloudOptions {
  /** Everything that must survive a restart. */
  readonly folder: string
  readonly server: RunningServer
  /** The dashboard's static export, or null where nobody looks. */
  readonly dashboard: string | null
  /** Whether there is something to inject into, and what, as soon as it has begun. */
  readonly simulation: boolean
  readonly world?: () => Simulation | undefined
  /** Whether the schedules run by this machine's clock; a replay brings its own time. */
  readonly schedules: boolean
  /** Whether a batch waits to be filled, as it does on AWS. */
  readonly windows: boolean
  /** Instead of the wired batch sizes: what comes of a trace must not depend on them. */
  readonly batchSize?: number
  /** Puts something between the functions and the store, such as one whose calls fail. */
  readonly storeEndpoint?: (real: string) => Promise<string>
  readonly meter?: Meter
  /** What the pauses between retries are drawn from. */
  readonly random?: () => number
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

/** Where the dashboard gets a token from, and as what. */
const signIn = { path: '/cloud/token', role: 'operator' } as const
const functionNames = Object.keys(functions) as FunctionName[]
/** Often enough for whoever watches, seldom enough to fill batches. */
const pollMilliseconds = 200
const keptMilliseconds = 24 * 3_600_000
const expiryDelayMilliseconds = 2 * 3_600_000

/** The whole pipeline in this process, from the one wiring and with the deployed handlers. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { folder, server, meter = noMeter } = options
  const store = await openStore(folder)
  const endpoint = (await options.storeEndpoint?.(store.endpoint)) ?? store.endpoint
  const settings = functionSettings(endpoint, server.origin)
  const host = metered(await loadFunctions(functionNames, settings), meter)
  const transport = await openTransport(folder, host.onEvent)
  const { log, later } = transport
  server.serve(
    answerRequests({
      ...{ bus: busName, host, mailbox: openMailbox(folder), now: Date.now },
      route: meteredRoute(transport.route, meter),
      dashboard: options.dashboard,
      config: { simulation: options.simulation, mailbox: true, version: '1', signIn },
      transit: transport.transit,
      failures: transport.failures,
      issuer: await openIssuer(folder, settings.ISSUER),
      simulation: () => options.world?.(),
    }),
  )
  const consumers = runMappings(options, transport, host)
  const position = () => Math.min(...consumers.map((consumer) => consumer.position()))
  refuseLostStream(position(), log.newest())
  const house = keepHouse(housekeeping(options, transport, store, position))
  const stopSchedules = options.schedules ? runSchedules(host) : () => {}
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
      stopSchedules()
      await Promise.all(consumers.map((consumer) => consumer.stop()))
      await later.stop()
      await house.stop()
      await log.close()
      await server.stop()
      await store.stop()
    },
  }
}

function housekeeping(
  { schedules }: CloudOptions,
  { log, later, saveAccount }: Transport,
  store: RunningStore,
  position: () => number,
): () => Promise<void> {
  const expire = openExpiry(store.endpoint, tableNames.telemetry)
  const startedAt = Date.now()
  return async () => {
    await saveAccount()
    await log.trim(position(), Date.now() - keptMilliseconds)
    await later.trim(Date.now() - keptMilliseconds)
    // A journal that grew old while nobody was there is put away first, within an hour of ticks.
    if (schedules && Date.now() - startedAt > expiryDelayMilliseconds) await expire(Date.now())
  }
}

async function openStore(folder: string): Promise<RunningStore> {
  const store = await startStore(join(folder, 'store'))
  const tables = Object.values(tableNames)
  try {
    await createTables(store.endpoint, tables)
    await checkTables(store.endpoint, tables)
  } catch (fault) {
    // A store that breaks refuses connections a moment before it says why.
    await Promise.race([store.broken, pause(500)])
    throw fault
  }
  return store
}

function adjust(mapping: StreamMapping, windows: boolean, batchSize = mapping.batchSize) {
  return { ...mapping, windowSeconds: windows ? mapping.windowSeconds : 0, batchSize }
}

function runMappings(
  { folder, windows, batchSize, meter = noMeter, random = Math.random }: CloudOptions,
  { log, failures }: Transport,
  host: FunctionHost,
): RunningMapping[] {
  return mappings.map((mapping) =>
    runMapping(adjust(mapping, windows, batchSize), {
      log,
      positionFile: join(folder, 'positions', mapping.function),
      pollMilliseconds: windows ? pollMilliseconds : 0,
      now: Date.now,
      pause,
      random,
      invoke: (event) => host.onStream(mapping.function, event),
      onFault: (fault) =>
        process.stderr.write(`${mapping.function} waits and tries again: ${String(fault)}\n`),
      onHandled: (records) => meter.handled(mapping.function, records, Date.now()),
      keepFailed: (records, reason) =>
        failures.keep(
          mapping.function,
          String(records[0]?.sequence),
          records.map((record) => record.event),
          reason,
        ),
    }),
  )
}

/** What was read must still be in the stream, or whatever comes next would be passed over. */
function refuseLostStream(position: number, newest: number): void {
  if (position > newest)
    throw new Error(`its stream ends at ${newest}, before ${position}, which was read already`)
}
