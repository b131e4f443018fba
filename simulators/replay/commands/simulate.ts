import { type Command, InvalidArgumentError } from 'commander'
import { openBus } from '#bus/bus.ts'
import { framesOf } from '#simulators/feeds/generate-frames.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { loadScenario, scenarioNames } from '#simulators/feeds/scenario/load-scenario.ts'
import { optionsFor } from '#simulators/feeds/scenario/play-scenario.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { generatorName } from '#simulators/replay/trace/generator-name.ts'
import { openTraceWriter, writeLabels } from '#simulators/replay/trace/write-trace.ts'
import { openProgress } from './progress.ts'

interface SimulateOptions {
  readonly scenario: string
  readonly seed: number
  readonly hours?: number
  readonly out: string
  readonly publish?: string
  readonly json?: true
}

interface SimulateSummary {
  readonly out: string
  readonly frames: number
  readonly readings: number
  readonly faults: number
}

export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description('Play a scenario into a trace, the same for the same seed.')
    .requiredOption('--scenario <name>', 'one of those that hyphae scenarios lists')
    .requiredOption('--out <file>', 'trace to write, such as day.ndjson')
    .option('--seed <number>', 'another seed, another weather', wholeNumber, 1)
    .option('--hours <number>', 'instead of the length the scenario gives', positiveNumber)
    .option('--publish <bus>', 'publish the frames to this event bus as well')
    .option('--json', 'print the summary as JSON')
    .action(async (options: SimulateOptions) => {
      const summary = await simulate(options)
      process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : inWords(summary))
    })
}

async function simulate(options: SimulateOptions): Promise<SimulateSummary> {
  const { scenario, sites } = findScenario(options.scenario)
  const { out, seed } = options
  const generate = optionsFor(scenario, sites, seed, options.hours)
  const { from, to } = generate
  const world = createWorld(generate)
  const { startAt } = scenario
  const writer = openTraceWriter(out, {
    hyphae: 'trace',
    schemaVersion: 1,
    generator: generatorName(),
    seed,
    scenario: scenario.name,
    startAt,
    sites: [...sites],
  })
  const publisher = options.publish ? openFramePublisher(openBus(options.publish)) : undefined
  const progress = openProgress((time) => `simulated ${percent(time, from, to)} of ${out}`)
  let frames = 0
  let readings = 0
  for (const frame of framesOf(world, generate)) {
    writer.write(frame)
    await publisher?.publish({ ...frame, run: generate.boot })
    frames += 1
    readings += frame.readings.length
    progress.at(frame.sentAt)
  }
  await publisher?.flush()
  writer.close()
  progress.end()
  const labels = world.labels().filter(({ onset, end }) => onset < to && end > from)
  writeLabels(out, labels)
  return { out, frames, readings, faults: labels.length }
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

function inWords({ out, frames, readings, faults }: SimulateSummary): string {
  return `${out}: ${readings} readings in ${frames} frames, ${faults} faults (labels beside it).\n`
}
