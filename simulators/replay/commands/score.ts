import { type Command, Option } from 'commander'
import { CliError } from '#simulators/replay/cli-error.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { baselines } from '#simulators/replay/score/baselines.ts'
import { bestThreshold, playedAt } from '#simulators/replay/score/best-threshold.ts'
import { byFile, vusPrOf } from '#simulators/replay/score/by-file.ts'
import { calibration } from '#simulators/replay/score/calibration.ts'
import { findNab } from '#simulators/replay/score/find-nab.ts'
import { type Played, playRecording } from '#simulators/replay/score/play-recording.ts'
import { missing, readNab, unlabelled } from '#simulators/replay/score/read-nab.ts'
import { readSkab } from '#simulators/replay/score/read-skab.ts'
import type { Recording } from '#simulators/replay/score/recording.ts'
import { scoreTraces } from '#simulators/replay/score/score-traces.ts'
import { round, tally } from '#simulators/replay/score/tally.ts'
import { refuseOverwriting, writeNabResult } from '#simulators/replay/score/write-nab-results.ts'
import { openProgress } from './progress.ts'

interface ScoreOptions {
  readonly format: 'nab' | 'skab' | 'trace'
  readonly data: string
  readonly windows?: string
  readonly files?: string
  readonly out?: string
  readonly byFile?: true
  readonly calibration?: true
  readonly json?: true
}

export function registerScore(program: Command): void {
  program
    .command('score')
    .description('Play labelled recordings through the detectors, and count what they found.')
    .addOption(
      new Option('--format <name>', 'how the recordings are written')
        .choices(['nab', 'skab', 'trace'])
        .makeOptionMandatory(),
    )
    .requiredOption('--data <folder>', 'folder of the recordings; of traces also a single file')
    .option(
      '--windows <file>',
      "labelled windows of NAB; by default windows.json or NAB's own labels/combined_windows.json of the folder",
    )
    .option(
      '--files <list>',
      'score only the files that this file names, one a line; # begins a comment',
    )
    .option(
      '--out <folder>',
      "write each series' scores in NAB's result layout; of traces a file per sensor",
    )
    .option('--by-file', 'also what each series adds to the figures')
    .option('--calibration', 'also how often usual readings reached the chances they were given')
    .option('--json', 'print the figures as JSON')
    .action(async (options: ScoreOptions) => {
      const figures = options.format === 'trace' ? await traces(options) : score(options)
      process.stdout.write(`${JSON.stringify(figures, null, options.json ? 0 : 2)}\n`)
    })
}

async function traces(options: ScoreOptions) {
  sayUnused(options)
  const { data, out, byFile = false } = options
  if (out !== undefined) refuseOverwriting(out, data)
  const only = namesIn(options)
  const progress = openProgress((done) => `scored ${done} traces`)
  const figures = await scoreTraces(data, { byFile, out, ...(only && { only }) }, progress.at)
  progress.end()
  return figures
}

const unused = {
  nab: [],
  skab: ['windows', 'out'],
  trace: ['windows', 'calibration'],
} as const

/** Whoever asks for it thinks that it does something. */
function sayUnused(options: ScoreOptions): void {
  const names = unused[options.format].filter((name) => options[name] !== undefined)
  if (names.length > 0)
    process.stderr.write(`Not used for ${options.format}: --${names.map(dashed).join(', --')}\n`)
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

interface One {
  readonly recording: Recording
  readonly played: Played
}

function score(options: ScoreOptions) {
  sayUnused(options)
  const given = recordingsOf(options)
  if (options.out) refuseOverwriting(options.out, given.folder)
  const all: One[] = []
  const progress = openProgress((done) => `scored ${done} recordings`)
  for (const recording of given.recordings) {
    const played = playRecording(recording)
    if (options.out && options.format === 'nab') writeNabResult(options.out, recording, played)
    all.push({ recording, played })
    progress.at(all.length)
  }
  progress.end()
  if (all.length === 0)
    throw new CliError('No labelled recording was found; check --data and --files.', 2)
  return {
    ...figuresOf(all),
    ...(options.byFile && { byFile: byFile(all) }),
    ...(options.calibration && { calibration: calibration(all) }),
  }
}

function figuresOf(all: readonly One[]) {
  const threshold = bestThreshold(all)
  const atBest = tally(
    all.map((one) => ({ recording: one.recording, played: playedAt(one, threshold) })),
  )
  const volumes = all.map(vusPrOf).filter((volume) => volume !== null)
  const volume = volumes.reduce((sum, one) => sum + one, 0) / volumes.length
  const { nab, ...shipped } = tally(all)
  return {
    nab: { ...nab, best: atBest.nab.standard },
    ...shipped,
    vusPr: round(volumes.length === 0 ? null : volume),
    // Found by looking at the labels: to compare with, never to be reached.
    atBestThreshold: { threshold, ...atBest },
    baselines: baselines(all.map(({ recording }) => recording)),
  }
}

function recordingsOf(options: ScoreOptions) {
  const { format, data, windows } = options
  const only = namesIn(options)
  if (format === 'skab') return { folder: data, recordings: readSkab(data, only) }
  const { series, windowsFile } = findNab(data, windows)
  if (!only) {
    sayLeftOut('for the window file has no entry', unlabelled(series, windowsFile))
    sayLeftOut('for the folder has no such file', missing(series, windowsFile))
  }
  return { folder: series, recordings: readNab(series, windowsFile, only) }
}

function sayLeftOut(why: string, names: readonly string[]): void {
  if (names.length === 0) return
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  process.stderr.write(`Not scored, ${why}: ${names.slice(0, 3).join(', ')}${more}\n`)
}

function namesIn({ files }: ScoreOptions): ReadonlySet<string> | undefined {
  return files === undefined ? undefined : new Set(listed(readText(files, 'list of files')))
}

function listed(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
