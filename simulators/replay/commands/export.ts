import { existsSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { createApiClient } from '#api-client/client.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { reachHome } from '#simulators/cloud/home/run-home.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { drainByApi } from '#simulators/replay/drain-by-api.ts'
import { exportLines, type Wanted } from '#simulators/replay/export/export-lines.ts'
import { noSink, openFileSink, openOutputSink } from '#simulators/replay/export/open-sink.ts'
import { type ExportSummary, writeExport } from '#simulators/replay/export/write-export.ts'
import { openProgress } from './progress.ts'

interface ExportOptions {
  readonly canonical?: true
  readonly site?: string
  readonly from: number
  readonly to: number
  readonly out?: string
  readonly json?: true
}

const latestInstant = 8_640_000_000_000

export function registerExport(program: Command): void {
  program
    .command('export')
    .description('Write all readings, anomalies and incidents as NDJSON.')
    .option('--canonical', 'leave out what depends on how often something was saved')
    .option('--site <name>', 'only this site')
    .option('--from <time>', 'from this event time on: ISO 8601 or epoch milliseconds', instant, 0)
    .option('--to <time>', 'up to this event time, itself included', instant, latestInstant)
    .option('--out <file>', 'write the lines to this file instead of to the terminal')
    .option('--json', 'print only the summary, as one JSON object')
    .addHelpText('after', helpAfter)
    .action(async (options: ExportOptions) => {
      const summary = await exportAll(options)
      if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`)
      else process.stderr.write(inWords(summary, options))
    })
}

const helpAfter = `
Sensors come in the order of their keys, each with its readings and anomalies in the order of time, then the incidents.
What was taken in but not yet handled is handled first. Two that know the same have the same canonical export, byte for
byte, whatever became of them on the way; its SHA-256 is printed to stderr. With --json and without --out the lines
themselves are not written, only {rows, anomalies, incidents, sha256}.`

async function exportAll(options: ExportOptions): Promise<ExportSummary> {
  const { from, to, site, canonical = false } = options
  if (from > to)
    throw new CliError(`--from ${timeText(from)} is after --to ${timeText(to)}; swap them.`, 2)
  const folder = homeFolder()
  if (!existsSync(folder))
    throw new CliError(
      `There is no data folder ${folder}; start Hyphae with npm start, or set HYPHAE_HOME.`,
      2,
    )
  const home = await reachHome(folder, drainByApi)
  try {
    await home.drain()
    return await writeFrom(home.origin, { site, from, to, canonical }, options)
  } finally {
    await home.stop()
  }
}

async function writeFrom(origin: string, wanted: Wanted, options: ExportOptions) {
  const api = createApiClient(origin)
  if (wanted.site !== undefined) await refuseStranger(api, wanted.site)
  const sink = await openSink(options)
  const progress = openProgress((lines) => `exported ${lines.toLocaleString('en-US')} lines`)
  const summary = await writeExport(exportLines(api, wanted), sink.take, progress.at)
  await sink.end()
  progress.end()
  return summary
}

async function refuseStranger(api: ReturnType<typeof createApiClient>, name: string) {
  const { items } = await api('sites')
  if (items.some(({ site }) => site === name)) return
  const known = items.map(({ site }) => site).join(', ') || 'none yet'
  throw new CliError(`No site is named "${name}". There are: ${known}.`, 2)
}

function openSink({ out, json }: ExportOptions) {
  if (out !== undefined) return openFileSink(out)
  return json ? noSink : openOutputSink(process.stdout)
}

function instant(text: string): number {
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (at >= 0 && at <= latestInstant) return at
  throw new InvalidArgumentError('Give a time such as 2026-03-02T06:00:00Z, or epoch milliseconds.')
}

function timeText(at: number): string {
  return new Date(at).toISOString()
}

function inWords({ rows, anomalies, incidents, sha256 }: ExportSummary, options: ExportOptions) {
  const what = `${counted(rows, 'reading')}, ${counted(anomalies, 'anomaly', 'anomalies')}, ${counted(incidents, 'incident')}.`
  return options.canonical ? `${what}\nsha256 ${sha256}\n` : `${what}\n`
}
