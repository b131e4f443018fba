import { type Command, InvalidArgumentError, Option } from 'commander'
import type { FaultKind } from '#simulators/feeds/faults/registry.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import type { Judged } from '#simulators/replay/laboratory/judge-lived.ts'
import {
  faultKinds,
  learningDays,
  runLaboratory,
  usualKinds,
} from '#simulators/replay/laboratory/run-laboratory.ts'
import { chancesInWords, tableInWords, tabulate } from '#simulators/replay/laboratory/tabulate.ts'
import { countChances } from '#simulators/replay/score/calibration.ts'
import { openProgress } from './progress.ts'

interface LaboratoryOptions {
  readonly seed: number
  readonly worlds: number
  readonly days: number
  readonly every: number
  readonly each: number
  readonly kinds?: string
  readonly clean?: true
  readonly calibration?: true
  readonly why?: true
  readonly json?: true
}

export function registerLaboratory(program: Command): void {
  program
    .command('laboratory')
    .description(
      'Let simulated worlds live for a month with faults of every kind, and count what the detectors find.',
    )
    .option('--seed <number>', 'of the first world; each further world has the next', whole, 1)
    .option('--worlds <number>', 'how many; their faults are counted together', whole, 8)
    .option('--days <number>', `how long; the first ${learningDays} are for learning`, whole, 30)
    .option('--every <seconds>', 'between the readings of a sensor', whole, 60)
    .option('--each <number>', 'faults of each kind in a world, where there is room', whole, 3)
    .addOption(
      new Option(
        '--kinds <list>',
        'only these kinds of faults, such as spike,drift; all but lost-resilience unless said, which takes weeks',
      ),
    )
    .option('--clean', 'worlds in which nothing is wrong: all that is told is false')
    .option(
      '--calibration',
      'of clean worlds: how often readings reached the chances they were given',
    )
    .option('--why', 'also print each false incident with its reason')
    .option('--json', 'print the table as JSON')
    .action((options: LaboratoryOptions) => {
      const { table, reasons, chances } = laboratory(options)
      const json = { ...table, ...(chances && { calibration: chances }) }
      const words = `${tableInWords(table)}${chances ? chancesInWords(chances) : ''}`
      const text = options.json ? `${JSON.stringify(json)}\n` : words
      process.stdout.write(options.why ? `${text}${reasons.join('')}` : text)
    })
}

function laboratory(options: LaboratoryOptions) {
  refuse(options)
  const kinds = options.clean ? [] : kindsOf(options.kinds)
  const count = options.calibration && countChances()
  const progress = openProgress((share) => `lived ${Math.floor(100 * share)} %`)
  const lived = Array.from({ length: options.worlds }, (_, world) =>
    runLaboratory({
      ...{ seed: options.seed + world, days: options.days, everySeconds: options.every, kinds },
      ofEachKind: options.each,
      onProgress: (share) => progress.at((world + share) / options.worlds),
      ...(count && { onScore: count.hear }),
    }),
  )
  progress.end()
  const judgedDays = options.days - learningDays
  const sensorDays = lived.reduce((sum, { sensors }) => sum + sensors * judgedDays, 0)
  const judged = lived.map((one) => one.judged)
  const table = tabulate(judged, sensorDays, options.every)
  return { table, reasons: reasonsOf(judged, options.seed), chances: count?.chances() }
}

function refuse({ days, calibration, clean }: LaboratoryOptions): void {
  if (days <= learningDays)
    throw new CliError(
      `${days} days are too few: the first ${learningDays} are for learning; give ${learningDays + 1} or more.`,
      2,
    )
  if (calibration && !clean)
    throw new CliError(
      'Chances hold where nothing is wrong, and --calibration was given without --clean: add it.',
      2,
    )
}

function reasonsOf(judged: readonly Judged[], seed: number): string[] {
  return judged.flatMap((one, world) =>
    one.falseIncidents.map(
      (incident) =>
        `world ${seed + world}: ${incident.map(({ sensor, severity, reason }) => `${sensor} (${severity}): ${reason}`).join(' | ')}\n`,
    ),
  )
}

function kindsOf(list: string | undefined): readonly FaultKind[] {
  if (list === undefined) return usualKinds
  return list.split(',').map((name) => {
    const kind = faultKinds.find((one) => one === name.trim())
    if (kind) return kind
    throw new CliError(
      `No kind of fault is named "${name}". There are: ${faultKinds.join(', ')}.`,
      2,
    )
  })
}

function whole(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number > 0) return number
  throw new InvalidArgumentError('Give a whole number above 0.')
}
