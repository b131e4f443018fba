import { type Command, InvalidArgumentError } from 'commander'
import type { ApiClient } from '#api-client/client.ts'
import type { SilencePreview, ToldSilence } from '#domain/api/silences.ts'
import { Matcher, Recurring, type Silence } from '#domain/silences/silence.ts'
import { tellRecurring } from '#domain/silences/tell-silence.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { withHome } from '#simulators/replay/with-home.ts'
import { authorOf, type Printing, print, readDuration, readInstant, type Saying } from './saying.ts'

interface Timed extends Saying {
  readonly from?: number
  readonly until?: number
  readonly for?: number
}

interface Adding extends Timed {
  readonly comment: string
  readonly every?: Recurring
}

interface Changing extends Timed {
  readonly every?: Recurring | false
}

const matcherWords =
  'what must fit, as field=value,value with * for anything; fields: site, cell, metric, detector, severity, incident'

export function registerSilences(program: Command): void {
  const silences = program
    .command('silences')
    .description('Keep quiet what is expected: list, preview, add, change and end silences.')
  silences
    .command('list')
    .description('List silences in force, coming, and the last that are over.')
    .option('--json', 'print them as JSON')
    .action(async (options: Printing) => {
      const page = await withHome((api) => api('silences'))
      print(options, page, page.items.map(silenceLine).join('') || 'No silences.\n')
    })
  silences
    .command('preview')
    .description('Tell what a silence would hide now; nothing is written.')
    .argument('<matchers...>', matcherWords, collectMatchers)
    .option('--json', 'print it as JSON')
    .action(async (matchers: Matcher[], options: Printing) => {
      const preview = await withHome((api) => previewOf(api, matchers))
      print(options, preview, previewLines(preview))
    })
  registerAdd(silences)
  registerChange(silences)
  silences
    .command('end')
    .description('End a silence before its time.')
    .argument('<id>', 'as hyphae silences list prints it')
    .option('--by <name>', 'who ends it; your name on this machine unless said')
    .option('--comment <text>', 'why')
    .option('--json', 'print it as JSON')
    .action(async (id: string, options: Saying) => {
      const { comment } = options
      const body = { by: authorOf(options), ...(comment === undefined ? {} : { comment }) }
      const told = await withHome((api) => api('endSilence', { parameters: { id }, body }), body.by)
      print(options, told, `Ended: ${silenceLine(told)}`)
    })
}

/** When a silence holds. */
function withTimes(command: Command, words: { readonly for: string; readonly from: string }) {
  return command
    .option('--for <duration>', words.for, readDuration)
    .option('--until <time>', 'instead of --for', readInstant)
    .option('--from <time>', words.from, readInstant)
    .option('--every <window>', 'only then: "mon,tue 02:00-04:00 Europe/Amsterdam"', readWindow)
}

function registerAdd(silences: Command): void {
  const add = silences.command('add')
  withTimes(add, { for: 'such as 90m, 12h or 3d', from: 'now unless said' })
    .description('Silence what fits all matchers, for a while.')
    .argument('<matchers...>', matcherWords, collectMatchers)
    .requiredOption('--comment <text>', 'why, for whoever finds it')
    .option('--by <name>', 'who silences it; your name on this machine unless said')
    .option('--json', 'print it as JSON')
    .action(async (matchers: Matcher[], options: Adding) => {
      const body = wishOf(matchers, options, Date.now())
      const both = async (api: ApiClient) => ({
        preview: await previewOf(api, matchers),
        told: await api('addSilence', { body }),
      })
      const { preview, told } = await withHome(both, body.by)
      print(options, told, `${silenceLine(told)}${previewLines(preview)}`)
    })
}

function registerChange(silences: Command): void {
  const change = silences.command('change')
  withTimes(change, {
    for: 'from now, or from its begin if that is to come',
    from: 'when it begins',
  })
    .description('Change a silence; what is not said stays as it is.')
    .argument('<id>', 'as hyphae silences list prints it')
    .argument('[matchers...]', `instead of those it has: ${matcherWords}`, collectMatchers)
    .option('--comment <text>', 'why, for whoever finds it')
    .option('--no-every', 'all the time, and no longer only then')
    .option('--by <name>', 'who changes it; your name on this machine unless said')
    .option('--json', 'print it as JSON')
    .action(async (id: string, matchers: Matcher[], options: Changing) => {
      const by = authorOf(options)
      const both = async (api: ApiClient) => {
        const body = { ...changeOf(await findSilence(api, id), matchers, options, Date.now()), by }
        const told = await api('changeSilence', { parameters: { id }, body })
        return { told, preview: await previewOf(api, body.matchers) }
      }
      const { preview, told } = await withHome(both, by)
      print(options, told, `Changed: ${silenceLine(told)}${previewLines(preview)}`)
    })
}

async function findSilence(api: ApiClient, id: string): Promise<Silence> {
  const found = (await api('silences')).items.find(({ silence }) => silence.id === id)
  if (found) return found.silence
  throw new CliError(`There is no silence "${id}"; hyphae silences list prints them.`, 1)
}

/** Based on the version that was read, so that nobody's change in between is lost. */
function changeOf(before: Silence, matchers: Matcher[], options: Changing, now: number) {
  const { comment = before.comment, from = before.from, every } = options
  const said = [options.comment, options.from, options.for, options.until, every]
  if (matchers.length === 0 && said.every((one) => one === undefined))
    throw new CliError('Nothing is to be changed: give matchers, --until, --comment or another.', 2)
  if (options.for !== undefined && options.until !== undefined)
    throw new CliError('A silence has one end: give either --for 2h or --until TIME.', 2)
  const lasting = options.for === undefined ? before.until : Math.max(now, from) + options.for
  return {
    ...{ matchers: matchers.length > 0 ? matchers : before.matchers, from, comment },
    until: options.until ?? lasting,
    recurring: every === undefined ? before.recurring : every || null,
    basedOn: before.version,
  }
}

function wishOf(matchers: Matcher[], options: Adding, now: number) {
  const { comment, from, every: recurring } = options
  if ((options.for === undefined) === (options.until === undefined))
    throw new CliError('A silence needs one end: give either --for 2h or --until TIME.', 2)
  const until = options.until ?? (from ?? now) + (options.for ?? 0)
  const said = { matchers, until, by: authorOf(options), comment }
  return {
    ...said,
    ...(from === undefined ? {} : { from }),
    ...(recurring ? { recurring } : {}),
  }
}

function previewOf(api: ApiClient, matchers: Matcher[]): Promise<SilencePreview> {
  return api('previewSilence', { body: { matchers } })
}

function collectMatchers(text: string, before: Matcher[] | undefined): Matcher[] {
  const [field, list = ''] = text.split(/=(.*)/s)
  const parsed = Matcher.safeParse({ field, is: list.split(',').filter(Boolean) })
  if (parsed.success) return [...(before ?? []), parsed.data]
  throw new InvalidArgumentError(`give ${matcherWords}; such as cell=pump.`)
}

function readWindow(text: string): Recurring {
  const [days = '', clock = '', timeZone = 'UTC'] = text.split(/\s+/)
  const [from, to] = clock.split('-')
  const parsed = Recurring.safeParse({ days: days.split(','), from, to, timeZone })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new InvalidArgumentError(
    `${issue?.path.join('.')} ${issue?.message}; such as "mon,tue 02:00-04:00 Europe/Amsterdam".`,
  )
}

function silenceLine({ silence, state, endsSoon, window, words }: ToldSilence): string {
  const { id, by, comment, recurring, ended } = silence
  const iso = (at: number) => new Date(at).toISOString()
  const times = window ? `${iso(window.from)} to ${iso(window.until)}` : `by ${ended?.by ?? 'time'}`
  const every = recurring ? `, ${tellRecurring(recurring)}` : ''
  return `${id}  ${state}${endsSoon ? ', ends soon' : ''}, ${times}${every}\n  ${words}; by ${by}: ${comment}\n`
}

function previewLines({ incidents, incidentCount, sensors }: SilencePreview): string {
  const lines = incidents.map(({ severity, title }) => `  ${severity}  ${title}\n`)
  return `It hides ${counted(incidentCount, 'incident')} now, and what ${counted(sensors, 'sensor')} may tell.\n${lines.join('')}`
}
