import { existsSync, statSync } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { openBus } from '#bus/bus.ts'
import type { Site } from '#domain/site.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { reachHome, runScratch } from '#simulators/cloud/home/run-home.ts'
import { siteNames } from '#simulators/feeds/load-site.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { drainByApi } from '#simulators/replay/drain-by-api.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { publishTrace } from '#simulators/replay/play/publish-trace.ts'
import { type RunSummary, summariseRun } from '#simulators/replay/play/summarise-run.ts'
import { readTrace } from '#simulators/replay/trace/read-trace.ts'
import { openProgress } from './progress.ts'

interface ReplayOptions {
  readonly speed: number | null
  readonly json?: true
  readonly dashboard: boolean
}

/** Frames that may wait in the stream: keeps memory flat. */
const largestBacklog = 2_000

export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('Send a trace through the real handlers and say which incidents it raises.')
    .argument(
      '<trace>',
      'NDJSON as hyphae simulate and hyphae import write it; docs/trace-format.md',
    )
    .addOption(
      new Option('--speed <times>', 'times as fast as it was recorded, or max')
        .argParser(speed)
        .default(null, 'max'),
    )
    .option('--no-dashboard', 'do not show the readings on the dashboard')
    .option('--json', 'print the summary as JSON')
    .addHelpText('after', helpAfter)
    .action(async (trace: string, options: ReplayOptions) => {
      const summary = await replay(trace, options)
      process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : inWords(summary))
    })
}

const helpAfter = `
The summary is of a run of its own, so it is the same every time. A trace of sites that you
registered with hyphae sites apply is shown on the dashboard, too.`

async function replay(path: string, options: ReplayOptions): Promise<RunSummary> {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) throw new CliError(`No trace is named "${path}"; check its name.`, 2)
  if (found.isDirectory())
    throw new CliError(`"${path}" is a folder; name the trace in it, such as day.ndjson.`, 2)
  const own = await readSites(path)
  const sites = own ?? (await registeredSites())
  const summary = await runApart(path, sites, options)
  if (options.dashboard && existsSync(homeFolder())) await showAtHome(path, own, options)
  return summary
}

/** The sites of the header; undefined where a trace has none. */
async function readSites(path: string): Promise<readonly Site[] | undefined> {
  for await (const item of readTrace(path)) {
    if (item.kind === 'truncated')
      throw new CliError(`${path} has no whole line; docs/trace-format.md says what a trace is.`, 2)
    return item.kind === 'header' ? item.header.sites : undefined
  }
  throw new CliError(`The trace ${path} is empty.`, 2)
}

async function registeredSites(): Promise<readonly Site[]> {
  throw new CliError(
    'The trace has no header, so its sites are unknown; write one as docs/trace-format.md shows, or use hyphae import.',
    2,
  )
}

async function runApart(
  path: string,
  sites: readonly Site[],
  options: ReplayOptions,
): Promise<RunSummary> {
  const { cloud, stop } = await runScratch()
  try {
    const api = openApi(cloud.origin)
    for (const site of sites)
      await api('applySite', { parameters: { site: site.site }, body: site })
    const played = await play(path, cloud.bus, null, options, async () => {
      while (cloud.backlog() > largestBacklog) await pause(5)
    })
    await cloud.drain()
    return await summariseRun(
      cloud.origin,
      sites.map((site) => site.site),
      played,
    )
  } finally {
    await stop()
  }
}

/** The sites that `npm start` plays go on by themselves; a recording of them would only be late there. */
async function showAtHome(
  path: string,
  sites: readonly Site[] | undefined,
  options: ReplayOptions,
): Promise<void> {
  const home = await reachHome(homeFolder(), drainByApi)
  try {
    const { items } = await openApi(home.origin)('sites')
    const registered = new Set(items.map(({ site }) => site))
    const played: readonly string[] = siteNames
    const wanted = (sites ?? []).filter(
      ({ site }) => registered.has(site) && !played.includes(site),
    )
    if (wanted.length === 0 || wanted.length < (sites?.length ?? 0)) return
    await play(path, home.bus, 'replay', options, async () => {})
    await home.drain()
    process.stderr.write(`On the dashboard: ${wanted.map(({ name }) => name).join(', ')}.\n`)
  } finally {
    await home.stop()
  }
}

async function play(
  path: string,
  bus: string,
  run: string | null,
  options: ReplayOptions,
  keepPace: () => Promise<void>,
) {
  const total = statSync(path).size
  const progress = openProgress((bytes) => `replaying ${bar(bytes / total)} ${path}`)
  const opened = openBus(bus)
  const played = await publishTrace({
    path,
    bus: opened,
    speed: options.speed,
    run,
    keepPace,
    onProgress: progress.at,
    onTruncated: (line) => {
      process.stderr.write(`Line ${line} of ${path} is cut off; everything before it is used.\n`)
    },
  })
  opened.client.destroy()
  progress.end()
  return played
}

const barWidth = 24

function bar(share: number): string {
  const done = Math.round(Math.min(1, share) * barWidth)
  return `[${'#'.repeat(done)}${'.'.repeat(barWidth - done)}] ${Math.floor(Math.min(1, share) * 100)} %`
}

function speed(text: string): number | null {
  if (text === 'max') return null
  const times = Number(text)
  if (Number.isFinite(times) && times > 0) return times
  throw new InvalidArgumentError('Give a number above 0, or max.')
}

function inWords(summary: RunSummary): string {
  const { readings, frames, quarantined, anomalies, incidents } = summary
  const head = `${counted(readings, 'reading')} in ${counted(frames, 'frame')}, ${quarantined} quarantined; ${counted(anomalies, 'anomaly', 'anomalies')} in ${counted(incidents.length, 'incident')}.\n`
  return (
    head +
    incidents
      .map(
        (one) =>
          `${one.openedAt}  ${one.severity.padEnd(8)}  ${one.status.padEnd(12)}  ${one.title}\n`,
      )
      .join('')
  )
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
