import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { CliError } from '#simulators/replay/cli-error.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { baselines } from '#simulators/replay/score/baselines.ts'
import { playRecording } from '#simulators/replay/score/play-recording.ts'
import { readNab } from '#simulators/replay/score/read-nab.ts'
import { readSkab } from '#simulators/replay/score/read-skab.ts'
import { type Scored, tally } from '#simulators/replay/score/tally.ts'
import { writeNabResult } from '#simulators/replay/score/write-nab-results.ts'
import { openProgress } from './progress.ts'

interface ScoreOptions {
  readonly format: 'nab' | 'skab'
  readonly data: string
  readonly windows?: string
  readonly files?: string
  readonly out?: string
  readonly json?: true
}

export function registerScore(program: Command): void {
  program
    .command('score')
    .description('Play labelled recordings through the detectors, and count what they found.')
    .addOption(
      new Option('--format <name>', 'how the recordings are written')
        .choices(['nab', 'skab'])
        .makeOptionMandatory(),
    )
    .requiredOption('--data <folder>', 'folder of the recordings')
    .option('--windows <file>', 'labelled windows of NAB; windows.json of the folder by default')
    .option('--files <list>', 'score only the files that this file names, one a line')
    .option('--out <folder>', "write each series' scores in NAB's result layout")
    .option('--json', 'print the figures as JSON')
    .action((options: ScoreOptions) => {
      const figures = score(options)
      process.stdout.write(`${JSON.stringify(figures, null, options.json ? 0 : 2)}\n`)
    })
}

function score(options: ScoreOptions) {
  const scored: Scored[] = []
  const progress = openProgress((done) => `scored ${done} recordings`)
  for (const recording of recordings(options)) {
    const played = playRecording(recording)
    if (options.out && options.format === 'nab') writeNabResult(options.out, recording, played)
    scored.push({ recording, played })
    progress.at(scored.length)
  }
  progress.end()
  if (scored.length === 0)
    throw new CliError('No labelled recording was found; check --data and --files.', 2)
  return { ...tally(scored), baselines: baselines(scored.map(({ recording }) => recording)) }
}

function recordings({ format, data, windows, files }: ScoreOptions) {
  const only = files === undefined ? undefined : new Set(listed(readText(files, 'list of files')))
  return format === 'nab'
    ? readNab(data, windows ?? join(data, 'windows.json'), only)
    : readSkab(data, only)
}

function listed(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
