import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { countReadings } from '#domain/frame.ts'
import { resolveSite } from '#domain/resolve-site.ts'
import type { Site } from '#domain/site.ts'
import { parseSiteYaml } from '#simulators/feeds/load-site.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { CsvError } from '#simulators/replay/trace/csv/csv-error.ts'
import { readCsvFrames } from '#simulators/replay/trace/csv/read-csv-frames.ts'
import { generatorName } from '#simulators/replay/trace/generator-name.ts'
import type { TraceHeader } from '#simulators/replay/trace/trace-header.ts'
import { openTraceWriter, type TraceFrame } from '#simulators/replay/trace/write-trace.ts'

interface ImportOptions {
  readonly site: string
  readonly out: string
  readonly delimiter: string
  readonly json?: true
}

export function registerImport(program: Command): void {
  program
    .command('import')
    .description('Turn a CSV recording into a trace that can be replayed.')
    .argument('<csv>', 'timestamp,cell.sensor,… or timestamp,cell,sensor,value')
    .requiredOption('--site <file>', 'YAML file of the site that the recording is of')
    .requiredOption('--out <file>', 'trace to write, such as recording.ndjson')
    .option('--delimiter <character>', 'what separates the columns', ',')
    .option('--json', 'print the summary as JSON')
    .action(async (csv: string, options: ImportOptions) => {
      const summary = await importCsv(csv, options)
      process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : inWords(summary))
    })
}

interface ImportSummary {
  readonly out: string
  readonly frames: number
  readonly readings: number
}

async function importCsv(path: string, options: ImportOptions): Promise<ImportSummary> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new CliError(`"${path}" is a folder; name the recording in it, such as day.csv.`, 2)
  const site = readSiteFile(options.site)
  const resolved = resolveSite(site)
  const cells = resolved.kind === 'resolved' ? resolved.cells : []
  const { delimiter, out } = options
  const frames = readCsvFrames({ path, site: site.site, cells, delimiter })
  try {
    return await writeFrames(frames, site, out)
  } catch (error) {
    if (error instanceof CsvError) throw new CliError(error.message, 2)
    if (!isMissingFile(error)) throw error
    throw new CliError(`No file "${path}" to import; check its name.`, 2)
  }
}

/** The first frame is needed before the header, which says when the recording starts. */
async function writeFrames(frames: AsyncIterable<TraceFrame>, site: Site, out: string) {
  let writer: ReturnType<typeof openTraceWriter> | undefined
  let count = 0
  let readings = 0
  for await (const frame of frames) {
    writer ??= openTraceWriter(out, headerFor(site, frame))
    writer.write(frame)
    count += 1
    readings += countReadings(frame)
  }
  if (!writer) throw new CliError(`The recording has no readings; ${out} was not written.`, 2)
  writer.close()
  return { out, frames: count, readings }
}

function headerFor(site: Site, first: TraceFrame): TraceHeader {
  const startAt = new Date(Math.min(...first.readings.map(({ at }) => at))).toISOString()
  const generator = generatorName()
  return { hyphae: 'trace', schemaVersion: 1, generator, startAt, sites: [site] }
}

function readSiteFile(path: string): Site {
  const parsed = parseSiteYaml(readText(path, 'site file'), basename(path))
  if (parsed.kind === 'site') return parsed.site
  throw new CliError(parsed.problems.map(({ message }) => message).join('\n'), 2)
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function inWords({ out, frames, readings }: ImportSummary): string {
  return `${out}: ${counted(readings, 'reading')} in ${counted(frames, 'frame')}.\n`
}
