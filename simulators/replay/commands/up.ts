import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { openBus } from '#bus/bus.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { type RunningHome, runHome } from '#simulators/cloud/home/run-home.ts'
import {
  agreedFrom,
  demoParticipants,
  demoSites,
  type LiveWorld,
  nextTelling,
  openLiveWorld,
  publishHistory,
} from '#simulators/feeds/demo-world.ts'
import { gatewaysOf, openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { publishReports } from '#simulators/feeds/publish-reports.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { keepWatchdog } from '#simulators/replay/keep-watchdog.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { recordConsents } from '#simulators/replay/people-who-agreed.ts'

const defaultPort = 4400
/** In whose name consents are recorded. */
const applicationOfPeople = "people's application"
/** Frames that may wait in the stream while history is published: keeps memory flat. */
const largestBacklog = 400

interface UpOptions {
  readonly feeds: boolean
  readonly history: boolean
}

export function registerUp(program: Command): void {
  program
    .command('up')
    .description('Run everything on this machine: pipeline, simulated feeds, API and dashboard.')
    .option('--no-feeds', 'without the simulated feeds, for gateways of your own')
    .option('--no-history', 'without the fortnight of history that a first start simulates')
    .addHelpText('after', '\nPORT is the port (4400), HYPHAE_HOME the data folder (.hyphae).')
    .action((options: UpOptions) => up(options))
}

async function up(options: UpOptions): Promise<void> {
  const startedAt = Date.now()
  let world: LiveWorld | undefined
  // A taken port or a damaged folder is told before anything slow begins.
  const running = await runHome({
    folder: homeFolder(),
    port: readPort(),
    dashboard: fileURLToPath(new URL('../../../dashboard/out', import.meta.url)),
    simulation: options.feeds,
    world: () => world,
    schedules: true,
    windows: true,
  })
  const watchdog = keepWatchdog(running.home.folder)
  const stopped = stopOnSignal()
  try {
    const liveFrom = await prepare(running, options, stopped.signal)
    if (stopped.signal.aborted) return
    say(
      `Hyphae is at ${running.cloud.origin} (ready in ${Math.round((Date.now() - startedAt) / 1000)} s; Ctrl-C stops it)`,
    )
    if (options.feeds) {
      const from = liveFrom ?? Date.now()
      world = openLive(running, from)
      await playFeeds(world, from, running.cloud, stopped.signal)
    } else
      await new Promise<void>((resolve) =>
        stopped.signal.addEventListener('abort', () => resolve()),
      )
  } finally {
    await watchdog.stop()
    await running.stop()
    say('Stopped; the data stays where it is.')
  }
}

function openLive({ cloud }: RunningHome, from: number): LiveWorld {
  const bus = openBus(cloud.bus)
  const publisher = openFramePublisher(bus, gatewaysOf(demoSites))
  return openLiveWorld(publisher, (batches) => publishReports(bus, batches), from, Date.now())
}

function readPort(): number {
  const text = process.env['PORT']
  if (text === undefined || text === '') return defaultPort
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new CliError(`PORT is "${text}"; give a whole number from 0 to 65535.`, 2)
}

/** The moment where a history that was just made ends, so that the live feeds go on from there. */
async function prepare(
  running: RunningHome,
  options: UpOptions,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { buildDashboard } = (await import(
    new URL('../../../dashboard/build.mjs', import.meta.url).href
  )) as {
    buildDashboard(options: { onProgress(line: string): void }): Promise<unknown>
  }
  const building = buildDashboard({ onProgress: say })
  // The build takes one core and the history the other; a fault of either stops both.
  const [, liveFrom] = await Promise.all([
    building,
    options.feeds ? prepareFeeds(running, options, signal) : undefined,
  ])
  return liveFrom
}

async function prepareFeeds(
  running: RunningHome,
  options: UpOptions,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { origin } = running.cloud
  const api = openApi(origin)
  for (const site of demoSites)
    await api('applySite', { parameters: { site: site.site }, body: site })
  const { history } = running.home.marker
  const isPlayed = !options.history || history?.complete === true
  const until = isPlayed ? Date.now() : (history?.until ?? Math.floor(Date.now() / 1000) * 1000)
  // Before anybody is told that it is ready: nothing that a person decides then may come first and be passed over.
  await recordConsents(openApi(origin, applicationOfPeople), demoParticipants, agreedFrom(until))
  if (isPlayed) return undefined
  running.home.rememberHistory({ until, complete: false })
  await playHistory(running, until, signal)
  if (signal.aborted) return undefined
  running.home.rememberHistory({ until, complete: true })
  // An interrupted first start leaves a pause between its history and now.
  return history === undefined ? until : undefined
}

/** Made again after an interruption it is the same to the last byte, so what is there stays as it is. */
async function playHistory(
  { cloud }: RunningHome,
  until: number,
  signal: AbortSignal,
): Promise<void> {
  const publisher = openFramePublisher(openBus(cloud.bus), gatewaysOf(demoSites))
  let told = 0
  await publishHistory(publisher, until, signal, async (share) => {
    if (share >= told + 0.1) {
      told = Math.floor(share * 10) / 10
      say(`Simulating a fortnight of history: ${Math.round(told * 100)} %`)
    }
    while (cloud.backlog() > largestBacklog && !signal.aborted) await pause(10)
  })
  await cloud.drain()
}

/** After a stop the feeds go on from now: the pause stays a gap. */
async function playFeeds(
  world: LiveWorld,
  from: number,
  cloud: RunningHome['cloud'],
  signal: AbortSignal,
): Promise<void> {
  let reached = from
  while (!signal.aborted) {
    const now = Date.now()
    reached = Math.min(now, nextTelling(reached))
    await world.step(reached)
    await (reached < now ? cloud.drain() : pause(500, signal))
  }
}

function stopOnSignal(): AbortController {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (controller.signal.aborted) return
      say('Stopping …')
      controller.abort()
    })
  return controller
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
