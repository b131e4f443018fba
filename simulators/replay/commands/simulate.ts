import { type Command, InvalidArgumentError } from 'commander'
import type { Site } from '#domain/site.ts'
import { framesOf } from '#simulators/feeds/generate-frames.ts'
import { gatewaysOf } from '#simulators/feeds/publish-frames.ts'
import { loadScenario, scenarioNames } from '#simulators/feeds/scenario/load-scenario.ts'
import { optionsFor } from '#simulators/feeds/scenario/play-scenario.ts'
import type { Scenario } from '#simulators/feeds/scenario/scenario.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { openTarget } from '#simulators/replay/open-target.ts'
import { generatorName } from '#simulators/replay/trace/generator-name.ts'
import type { TraceHeader } from '#simulators/replay/trace/trace-header.ts'
import { openTraceWriter, writeLabels } from '#simulators/replay/trace/write-trace.ts'
import { openProgress } from './progress.ts'
import { openSpool, type Spooled, spooledAtEnd } from './spool.ts'

interface SimulateOptions {
  readonly scenario: string
  readonly seed: number
  readonly hours?: number
  readonly out?: string
  readonly publish?: string
  readonly json?: true
}

interface SimulateSummary extends Partial<Spooled> {
  /** The trace, where one was asked for. */
  readonly out: string | null
  readonly frames: number
  readonly readings: number
  readonly faults: number
}

export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description('Play a scenario into a trace, the same for the same seed.')
    .requiredOption('--scenario <name>', 'one of those that hyphae scenarios lists')
    .option('--out <file>', 'trace to write, such as day.ndjson')
    .option('--seed <number>', 'another seed, another weather', wholeNumber, 1)
    .option('--hours <number>', 'instead of the length the scenario gives', positiveNumber)
    .option(
      '--publish <bus>',
      'publish the frames to this event bus; embedded is the one that npm start runs',
    )
    .option('--json', 'print the summary as JSON')
    .action(async (options: SimulateOptions) => {
      const summary = await simulate(options)
      process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : inWords(summary))
    })
}

async function simulate(options: SimulateOptions): Promise<SimulateSummary> {
  const { scenario, sites } = findScenario(options.scenario)
  const { out, publish, seed } = options
  if (out === undefined && publish === undefined)
    throw new CliError('Say where the frames go: --out FILE, --publish BUS, or both.', 2)
  const generate = optionsFor(scenario, sites, seed, options.hours)
  const { from, to } = generate
  const world = createWorld(generate)
  const publisher =
    publish === undefined
      ? undefined
      : openSpool(await openTarget(publish), gatewaysOf(sites), generate.boot)
  const writer =
    out === undefined ? undefined : openTraceWriter(out, headerOf(scenario, sites, seed))
  const progress = openProgress((time) => `simulated ${percent(time, from, to)}`)
  let frames = 0
  let readings = 0
  for (const frame of framesOf(world, generate)) {
    writer?.write(frame)
    await publisher?.publish({ ...frame, run: generate.boot })
    frames += 1
    readings += frame.readings.length
    progress.at(frame.sentAt)
  }
  await publisher?.flush()
  writer?.close()
  progress.end()
  const labels = world.labels().filter(({ onset, end }) => onset < to && end > from)
  if (out !== undefined) writeLabels(out, labels)
  const summary = { out: out ?? null, frames, readings, faults: labels.length }
  return publisher ? { ...summary, ...spooledAtEnd(publisher) } : summary
}

function headerOf(scenario: Scenario, sites: readonly Site[], seed: number): TraceHeader {
  return {
    hyphae: 'trace',
    schemaVersion: 1,
    generator: generatorName(),
    seed,
    scenario: scenario.name,
    startAt: scenario.startAt,
    sites: [...sites],
  }
}

function findScenario(name: string) {
  const names = scenarioNames()
  if (names.includes(name)) return loadScenario(name)
  throw new CliError(`No scenario is named "${name}". There are: ${names.join(', ')}.`, 2)
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && text.trim() !== '') return number
  throw new InvalidArgumentError('Give a whole number.')
}

function positiveNumber(text: string): number {
  const number = Number(text)
  if (Number.isFinite(number) && number > 0) return number
  throw new InvalidArgumentError('Give a number above 0.')
}

function percent(time: number, from: number, to: number): string {
  return `${Math.min(100, Math.floor((100 * (time - from)) / (to - from)))} %`
}

function inWords({ out, frames, readings, faults, refused, buffered }: SimulateSummary): string {
  const waiting = buffered ? `, ${counted(buffered, 'frame')} still to be sent` : ''
  const where =
    out === null ? `Published, ${refused ?? 0} refused${waiting}` : `${out} (labels beside it)`
  return `${where}: ${counted(readings, 'reading')} in ${counted(frames, 'frame')}, ${counted(faults, 'fault')}.\n`
}
