import { type Command, InvalidArgumentError, Option } from 'commander'
import type { FaultKind } from '#simulators/feeds/faults/registry.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import {
  faultKinds,
  learningDays,
  runLaboratory,
} from '#simulators/replay/laboratory/run-laboratory.ts'
import { tableInWords, tabulate } from '#simulators/replay/laboratory/tabulate.ts'
import { openProgress } from './progress.ts'

interface LaboratoryOptions {
  readonly seed: number
  readonly worlds: number
  readonly days: number
  readonly every: number
  readonly each: number
  readonly kinds?: string
  readonly clean?: true
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
    .addOption(new Option('--kinds <list>', 'only these kinds of faults, such as spike,drift'))
    .option('--clean', 'worlds in which nothing is wrong: all that is told is false')
    .option('--why', 'also print each false incident with its reason')
    .option('--json', 'print the table as JSON')
    .action((options: LaboratoryOptions) => {
      const { table, reasons } = laboratory(options)
      const text = options.json ? `${JSON.stringify(table)}\n` : tableInWords(table)
      process.stdout.write(options.why ? `${text}${reasons.join('')}` : text)
    })
}

function laboratory(options: LaboratoryOptions) {
  const kinds = options.clean ? [] : kindsOf(options.kinds)
  if (options.days <= learningDays)
    throw new CliError(
      `${options.days} days are too few: the first ${learningDays} are for learning; give ${learningDays + 1} or more.`,
      2,
    )
  const progress = openProgress((share) => `lived ${Math.floor(100 * share)} %`)
  const lived = Array.from({ length: options.worlds }, (_, world) =>
    runLaboratory({
      ...{ seed: options.seed + world, days: options.days, everySeconds: options.every, kinds },
      ofEachKind: options.each,
      onProgress: (share) => progress.at((world + share) / options.worlds),
    }),
  )
  progress.end()
  const judgedDays = options.days - learningDays
  const sensorDays = lived.reduce((sum, { sensors }) => sum + sensors * judgedDays, 0)
  const judged = lived.map((one) => one.judged)
  const reasons = judged.flatMap((one, world) =>
    one.falseIncidents.map(
      (incident) =>
        `world ${options.seed + world}: ${incident.map(({ sensor, severity, reason }) => `${sensor} (${severity}): ${reason}`).join(' | ')}\n`,
    ),
  )
  return { table: tabulate(judged, sensorDays, options.every), reasons }
}

function kindsOf(list: string | undefined): readonly FaultKind[] {
  if (list === undefined) return faultKinds
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
