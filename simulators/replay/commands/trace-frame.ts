import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { ApiError } from '#api-client/api-error.ts'
import { type ApiClient, createApiClient } from '#api-client/client.ts'
import type { FrameTrace } from '#domain/api/frames.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { reachHome } from '#simulators/cloud/home/run-home.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { drainByApi } from '#simulators/replay/drain-by-api.ts'

interface TraceOptions {
  readonly site?: string
  readonly cell?: string
  readonly at?: string
  readonly json?: true
}

/** More would be a search through everything. */
const mostCells = 300

export function registerTrace(program: Command): void {
  program
    .command('trace')
    .description('Say what became of a frame: stored or refused, its anomalies, who was told.')
    .argument('<frame>', 'the name its gateway gave it')
    .option('--site <name>', 'only look there')
    .option('--cell <name>', 'only look there')
    .option('--at <time>', 'about when it was sent, where that is over a day ago')
    .option('--json', 'print it as JSON')
    .action(async (frame: string, options: TraceOptions) => {
      const trace = await traceFrame(frame, options)
      process.stdout.write(options.json ? `${JSON.stringify(trace)}\n` : inWords(trace))
    })
}

async function traceFrame(frame: string, options: TraceOptions): Promise<FrameTrace> {
  const at = options.at === undefined ? undefined : readTime(options.at)
  const folder = homeFolder()
  if (!existsSync(folder))
    throw new CliError(
      `There is no data folder ${folder}; start Hyphae with npm start, or set HYPHAE_HOME.`,
      2,
    )
  const home = await reachHome(folder, drainByApi)
  try {
    const api = createApiClient(home.origin)
    for (const place of await placesToLook(api, frame, options)) {
      const found = await askFor(api, frame, { ...place, at })
      if (found) return found
    }
  } finally {
    await home.stop()
  }
  throw new CliError(
    `No frame "${frame}" came within a day; give --at for an older one, and see what failed with hyphae redrive --dry-run.`,
  )
}

/** Frames are often named after their cell, so that one comes first. */
async function placesToLook(api: ApiClient, frame: string, { site, cell }: TraceOptions) {
  const { items } = await api('sites')
  const places = items
    .flatMap((one) => one.cells.map((own) => ({ site: one.site, cell: own.cell })))
    .filter((place) => (site ?? place.site) === place.site && (cell ?? place.cell) === place.cell)
    .toSorted((a, b) => Number(frame.includes(b.cell)) - Number(frame.includes(a.cell)))
  // A frame that no cell wanted is in quarantine under the names it gave.
  if (places.length === 0 && site && cell) return [{ site, cell }]
  if (places.length > mostCells)
    throw new CliError(`There are ${places.length} cells to look in; give --site and --cell.`, 2)
  return places
}

async function askFor(
  api: ApiClient,
  frame: string,
  query: { readonly site: string; readonly cell: string; readonly at: number | undefined },
): Promise<FrameTrace | undefined> {
  try {
    return await api('frame', { parameters: { frame }, query })
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 404) return undefined
    throw error
  }
}

function readTime(text: string): number {
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (at >= 0) return at
  throw new CliError(`"${text}" is no time; give one such as 2026-03-02T06:00:00Z.`, 2)
}

function inWords(trace: FrameTrace): string {
  const { frame, site, cell, outcome, readings, quarantined, anomalies, incidents } = trace
  const when = [
    trace.sentAt && `sent ${trace.sentAt}`,
    trace.arrivedAt && `arrived ${trace.arrivedAt}`,
    trace.storedAt && `stored ${trace.storedAt}`,
  ].filter(Boolean)
  return [
    `${frame} of ${site} ${cell}: ${outcome}, ${counted(readings, 'reading')} stored, ${quarantined.length} refused.`,
    ...(when.length > 0 ? [`  ${when.join(', ')}`] : []),
    ...quarantined.map(({ sensor, reason }) => `  refused ${sensor ?? 'whole'}: ${reason}`),
    ...anomalies.map(({ id, reason }) => `  anomaly ${id}: ${reason}`),
    ...incidents.flatMap(({ id, severity, status, title, notified }) => [
      `  incident ${id}: ${severity}, ${status}: ${title}`,
      ...notified.map(({ occasion, at }) => `    told people it was ${occasion} at ${at}`),
    ]),
    '',
  ].join('\n')
}
