import { type Command, InvalidArgumentError } from 'commander'
import * as z from 'zod'
import { findInstance } from '#simulators/cloud/home/instance.ts'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { faultWords } from '#simulators/feeds/faults/about.ts'
import { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { faultSchemas } from '#simulators/feeds/faults/registry.ts'
import { Duration, millisecondsOf } from '#simulators/feeds/scenario/duration.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'

interface InjectOptions {
  readonly site: string
  readonly cell?: string
  readonly sensor?: string
  readonly for: string
  readonly set: Readonly<Record<string, number | string>>
  readonly json?: true
}

const Problem = z.object({ detail: z.string() })

export function registerInject(program: Command): void {
  program
    .command('inject <fault>')
    .description('Break something in the world that npm start simulates, and watch it being found.')
    .requiredOption('--site <site>', 'such as basin')
    .option('--cell <cell>', 'such as dew-orchard; not for faults of a whole site')
    .option('--sensor <sensor>', 'such as nitrate; only for faults of one sensor')
    .option('--for <time>', 'how long it lasts', '10m')
    .option('--set <name=value>', 'one of its parameters; may be repeated', readParameter, {})
    .option('--json', 'print the ground truth as JSON')
    .addHelpText('after', `\n${describeFaults()}`)
    .action(async (kind: string, options: InjectOptions) => {
      const { label, origin } = await inject(kind, options)
      process.stdout.write(options.json ? `${JSON.stringify(label)}\n` : inWords(label, origin))
    })
}

async function inject(kind: string, options: InjectOptions) {
  const { site, cell, sensor, set } = options
  if (!(kind in faultWords))
    throw new CliError(
      `No fault is named "${kind}". There are: ${Object.keys(faultWords).join(', ')}.`,
      2,
    )
  const lasts = Duration.safeParse(options.for)
  if (!lasts.success)
    throw new CliError(`--for "${options.for}" must be a time such as 10m or 2h.`, 2)
  const instance = await findInstance(homeFolder())
  if (!instance)
    throw new CliError(
      `No Hyphae runs on ${homeFolder()}; start it with npm start, or set HYPHAE_HOME.`,
    )
  const place = { site, ...(cell ? { cell } : {}), ...(sensor ? { sensor } : {}) }
  const forSeconds = millisecondsOf(lasts.data) / 1_000
  const answer = await fetch(`${instance.origin}/simulation/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...set, ...place, kind, forSeconds }),
  })
  if (answer.ok) return { label: FaultLabel.parse(await answer.json()), origin: instance.origin }
  const problem = Problem.safeParse(await answer.json())
  const why = problem.success ? problem.data.detail : `Hyphae answered ${answer.status}`
  throw new CliError(`${why}${/[.!?]$/.test(why) ? '' : '.'}`, answer.status === 422 ? 2 : 1)
}

function readParameter(text: string, before: Readonly<Record<string, number | string>>) {
  const [name, value, ...rest] = text.split('=')
  if (!name || value === undefined || value === '' || rest.length > 0)
    throw new InvalidArgumentError('Give name=value, such as size=5.')
  const number = Number(value)
  return { ...before, [name]: Number.isFinite(number) ? number : value }
}

const placeAndTime = new Set(['kind', 'site', 'cell', 'sensor', 'onset', 'end'])

/** From the schemas themselves, so that none is forgotten. */
function describeFaults(): string {
  const lines = faultSchemas.map((schema) => {
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
    const parameters = Object.entries(properties)
      .filter(([name]) => !placeAndTime.has(name))
      .map(([name, about]) => `${name}${required.includes(name) ? '' : '?'}${choicesOf(about)}`)
    const { value: kind } = schema.shape.kind
    const place = ['sensor', 'cell'].find((name) => required.includes(name)) ?? placeOf(properties)
    const set = parameters.length > 0 ? `; --set ${parameters.join(', ')}` : ''
    return `  ${kind.padEnd(22)} ${faultWords[kind]} (of a ${place}${set})`
  })
  return `Faults:\n${lines.join('\n')}\n`
}

function placeOf(properties: object): string {
  return 'cell' in properties ? 'cell' : 'site'
}

function choicesOf(about: unknown): string {
  const choices = z.object({ enum: z.array(z.string()) }).safeParse(about)
  return choices.success ? ` (${choices.data.enum.join(' or ')})` : ''
}

function inWords(label: FaultLabel, origin: string): string {
  const { kind, site, rootCell, sensors, onset, end } = label
  const [first] = sensors
  const clock = (at: number) => new Date(at).toISOString().slice(11, 19)
  const where = rootCell ? `${site}, ${rootCell}` : site
  return [
    `${kind} at ${where} from ${clock(onset)} to ${clock(end)} UTC; it touches ${counted(sensors.length, 'sensor')}.`,
    first === undefined ? '' : `Watch ${origin}/sensor?id=${encodeURIComponent(first)}`,
    label.ordinary ? 'It is no fault: nothing should be reported.' : `Incidents: ${origin}/`,
    '',
  ].join('\n')
}
