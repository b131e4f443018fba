import { type Command, InvalidArgumentError } from 'commander'
import type { Site } from '#domain/site.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { framesOf, type GenerateOptions } from '#simulators/feeds/generate-frames.ts'
import { gatewaysOf } from '#simulators/feeds/publish-frames.ts'
import {
  loadScenario,
  parseScenarioYaml,
  scenarioNames,
} from '#simulators/feeds/scenario/load-scenario.ts'
import { optionsFor } from '#simulators/feeds/scenario/play-scenario.ts'
import type { Scenario } from '#simulators/feeds/scenario/scenario.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { openTarget } from '#simulators/replay/open-target.ts'
import { openPicture } from '#simulators/replay/picture/open-picture.ts'
import { writePicture } from '#simulators/replay/picture/write-picture.ts'
import { readText } from '#simulators/replay/read-text.ts'
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
  readonly picture?: string
  readonly json?: true
}

interface SimulateSummary extends Partial<Spooled> {
  /** The trace, where one was asked for. */
  readonly out: string | null
  readonly picture?: string
  readonly frames: number
  readonly readings: number
  readonly faults: number
}

export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description('Play a scenario into a trace, the same for the same seed.')
    .requiredOption(
      '--scenario <name>',
      'one of those that hyphae scenarios lists, or a file such as mine.yaml',
    )
    .option('--out <file>', 'trace to write, such as day.ndjson or day.ndjson.gz')
    .option('--seed <number>', 'another seed, another weather', wholeNumber, 1)
    .option('--hours <number>', 'instead of the length the scenario gives', positiveNumber)
    .option(
      '--publish <bus>',
      'publish the frames to this event bus; embedded is the one that npm start runs',
    )
    .option('--picture <file>', 'draw its metrics and its faults into this SVG, such as day.svg')
    .option('--json', 'print the summary as JSON')
    .action(async (options: SimulateOptions) => {
      const summary = await simulate(options)
      process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : inWords(summary))
    })
}

async function simulate(options: SimulateOptions): Promise<SimulateSummary> {
  const { scenario, sites } = findScenario(options.scenario)
  requireTarget(options)
  const generate = optionsFor(scenario, sites, options.seed, options.hours)
  const { from, to } = generate
  const world = createWorld(generate)
  const sinks = await openSinks(options, scenario, sites, generate)
  const progress = openProgress((time) => `simulated ${percent(time, from, to)}`)
  let frames = 0
  let readings = 0
  for (const frame of framesOf(world, generate)) {
    sinks.writer?.write(frame)
    sinks.picture?.add(frame)
    await sinks.publisher?.publish({ ...frame, run: generate.boot })
    frames += 1
    readings += frame.readings.length
    progress.at(frame.sentAt)
  }
  await sinks.publisher?.flush()
  progress.end()
  const labels = world.labels().filter(({ onset, end }) => onset < to && end > from)
  return { ...closeSinks(sinks, options, labels), frames, readings, faults: labels.length }
}

function requireTarget({ out, publish, picture }: SimulateOptions): void {
  if (out !== undefined || publish !== undefined || picture !== undefined) return
  throw new CliError(
    'Say where the frames go: --out FILE, --publish BUS, --picture FILE.svg, or several.',
    2,
  )
}

async function openSinks(
  { out, publish, picture, seed }: SimulateOptions,
  scenario: Scenario,
  sites: readonly Site[],
  generate: GenerateOptions,
) {
  return {
    publisher:
      publish === undefined
        ? undefined
        : openSpool(await openTarget(publish), gatewaysOf(sites), generate.boot),
    writer: out === undefined ? undefined : openTraceWriter(out, headerOf(scenario, sites, seed)),
    picture: picture === undefined ? undefined : openPicture(scenario.about, generate),
  }
}

function closeSinks(
  { publisher, writer, picture }: Awaited<ReturnType<typeof openSinks>>,
  options: SimulateOptions,
  labels: readonly FaultLabel[],
) {
  const { out } = options
  writer?.close()
  if (out !== undefined) writeLabels(out, labels)
  if (options.picture !== undefined && picture) writePicture(options.picture, picture.draw())
  return {
    out: out ?? null,
    ...(options.picture === undefined ? {} : { picture: options.picture }),
    ...(publisher ? spooledAtEnd(publisher) : {}),
  }
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
  if (/\.ya?ml$/.test(name)) return readScenarioFile(name)
  throw new CliError(
    `No scenario is named "${name}". There are: ${names.join(', ')}; a file of your own ends in .yaml.`,
    2,
  )
}

function readScenarioFile(path: string) {
  const parsed = parseScenarioYaml(readText(path, 'scenario file'), path)
  if (parsed.kind === 'scenario') return parsed
  throw new CliError(parsed.problems.map(({ message }) => message).join('\n'), 2)
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

function inWords(summary: SimulateSummary): string {
  const { out, picture, frames, readings, faults, refused, buffered } = summary
  const waiting = buffered ? `, ${counted(buffered, 'frame')} still to be sent` : ''
  const published = refused === undefined ? [] : [`Published, ${refused} refused${waiting}`]
  const written = [
    ...(out === null ? [] : [`${out} (labels beside it)`]),
    ...(picture ? [picture] : []),
  ]
  const where = [...published, ...written].join(', ')
  return `${where}: ${counted(readings, 'reading')} in ${counted(frames, 'frame')}, ${counted(faults, 'fault')}.\n`
}
