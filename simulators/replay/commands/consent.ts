import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Answer } from '#api-client/client.ts'
import type { ConsentNow } from '#domain/api/consents.ts'
import { Purpose } from '#domain/people/consent.ts'
import { counted } from '#simulators/replay/counted.ts'
import { withHome } from '#simulators/replay/with-home.ts'

interface Whose {
  readonly site: string
  readonly purpose: Purpose
  readonly from?: number
  readonly by?: string
  readonly json?: true
}

export function registerConsent(program: Command): void {
  const consent = program
    .command('consent')
    .description('Record what people agree to about their self-reports, take it back, or list it.')
  decision(consent, 'grant', 'A person agrees, from now or another moment on.').action(
    async (subject: string, { site, purpose, from, by, json }: Whose) => {
      const parameters = { site, subject, purpose }
      const body = from === undefined ? {} : { from }
      say(await withHome((api) => api('grantConsent', { parameters, body }), by), json)
    },
  )
  decision(
    consent,
    'withdraw',
    'A person takes it back: what they reported is erased, and aggregates are made anew.',
  ).action(async (subject: string, { site, purpose, from, by, json }: Whose) => {
    const parameters = { site, subject, purpose }
    const query = { from: from ?? 0 }
    say(await withHome((api) => api('withdrawConsent', { parameters, query }), by), json)
  })
  consent
    .command('list')
    .description('List who decided what, by pseudonym.')
    .argument('[subject]', 'only this person')
    .requiredOption('--site <name>', 'the site')
    .option('--json', 'print it as JSON')
    .action(async (subject: string | undefined, { site, json }: Omit<Whose, 'purpose'>) => {
      const items = await withHome((api) => listAll(api, site, subject))
      if (json) process.stdout.write(`${JSON.stringify({ items })}\n`)
      else {
        for (const item of items) say(item, undefined)
        process.stdout.write(`${counted(items.length, 'consent')} of ${site}.\n`)
      }
    })
}

function decision(consent: Command, name: string, description: string): Command {
  return consent
    .command(name)
    .description(description)
    .argument('<subject>', 'the pseudonym')
    .requiredOption('--site <name>', 'the site')
    .addOption(
      new Option('--purpose <name>', 'for what').choices(Purpose.options).default('aggregates'),
    )
    .option('--from <time>', 'from which event time on, as 2026-03-02T08:00:00Z', readTime)
    .option('--by <name>', 'who acts for the person; your name on this machine unless said')
    .option('--json', 'print the result as JSON')
}

function readTime(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at) || at < 0)
    throw new InvalidArgumentError('give a time such as 2026-03-02T08:00:00Z.')
  return at
}

type Api = Parameters<Parameters<typeof withHome>[0]>[0]

async function listAll(api: Api, site: string, subject: string | undefined): Promise<ConsentNow[]> {
  if (subject !== undefined)
    return (await api('consentsOf', { parameters: { site, subject } })).items
  const items: ConsentNow[] = []
  let cursor: string | undefined
  do {
    const query = cursor === undefined ? {} : { cursor }
    const page: Answer<'consents'> = await api('consents', { parameters: { site }, query })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return items
}

function say({ consent, inForce }: ConsentNow, json: true | undefined): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ consent, inForce })}\n`)
    return
  }
  const { subject, purpose, decisions } = consent
  const last = decisions.at(-1)
  const since = last ? ` from ${new Date(last.from).toISOString()} on` : ''
  const word = last?.granted ? 'granted' : 'withdrawn'
  process.stdout.write(
    `${subject}  ${purpose}: ${word}${since}, ${inForce ? 'in force' : 'not in force'} now\n`,
  )
}
