import type { Command } from 'commander'
import type { ApiClient } from '#api-client/client.ts'
import type {
  IncidentActionResult,
  IncidentDetail,
  IncidentSummary,
} from '#domain/api/incidents.ts'
import type { ToldNotice } from '#domain/api/routing.ts'
import { overtakenCode } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { pagesOf } from '#simulators/replay/pages-of.ts'
import { withHome } from '#simulators/replay/with-home.ts'
import { authorOf, type Printing, print, type Saying } from './saying.ts'

interface Listing extends Printing {
  readonly site?: string
  readonly cell?: string
  readonly owner?: string
  readonly severity?: IncidentSummary['severity']
  readonly status: 'unresolved' | 'all' | IncidentSummary['status']
}

export function registerIncidents(program: Command): void {
  const incidents = program
    .command('incidents')
    .description('Work on incidents: list, show, take on, assign, comment, resolve, judge.')
  incidents
    .command('list')
    .description('List incidents, the worst first.')
    .option(
      '--status <status>',
      'pending, open, acknowledged, recovering, resolved, unresolved or all',
      'unresolved',
    )
    .option('--severity <severity>', 'critical, major, warning or info')
    .option('--site <site>', 'of one site')
    .option('--cell <cell>', 'of one cell, by the short name it has in its site')
    .option('--owner <name>', 'of whoever has it')
    .option('--json', 'print them as JSON')
    .action(async ({ json, ...query }: Listing) => {
      const page = await withHome((api) => listAll(api, query))
      const words = page.items.map(incidentLine).join('')
      print(json ? { json } : {}, page, words || 'No incident fits.\n')
    })
  incidents
    .command('show')
    .description('Show an incident: what to do, its causes and its timeline.')
    .argument('<id>', 'as hyphae incidents list prints it')
    .option('--json', 'print it as JSON')
    .action(async (id: string, options: Printing) => {
      const detail = await withHome((api) => api('incident', { parameters: { id } }))
      print(options, detail, detailLines(detail))
    })
  incidents
    .command('why')
    .description('Say what was told of an incident to whom, or why nothing was.')
    .argument('<id>', 'as hyphae incidents list prints it')
    .option('--json', 'print it as JSON')
    .action(async (id: string, options: Printing) => {
      const told = await withHome((api) => api('notificationsOfIncident', { parameters: { id } }))
      print(options, told, `${told.why}\n${told.items.map(noticeLine).join('')}`)
    })
  registerDeeds(incidents)
}

function noticeLine(notice: ToldNotice): string {
  const { receiver, status, reason, dueAt, attempts, repeated } = notice
  const tries = attempts > 1 ? `, ${attempts} attempts` : ''
  const twice = repeated ? ', may have arrived twice' : ''
  return `  ${dueAt}  ${receiver}: ${status}${tries}${twice}${reason === null ? '' : ` (${reason})`}\n`
}

/** As many pages as there are: a shift must see all. */
async function listAll(api: ApiClient, query: Omit<Listing, 'json'>) {
  const items: IncidentSummary[] = []
  const pages = pagesOf((cursor) =>
    api('incidents', { query: { ...query, limit: 500, ...cursor } }),
  )
  for await (const page of pages) items.push(...page.items)
  return { items, next: null }
}

type Body = { readonly by: string; readonly comment?: string }
type Deed = (api: ApiClient, id: string, body: Body, about: string) => Promise<IncidentActionResult>

function registerDeeds(incidents: Command): void {
  deed(incidents, 'ack', 'Take an incident on.', (api, id, body) =>
    api('acknowledgeIncident', { parameters: { id }, body }),
  )
  deed(incidents, 'resolve', 'Declare an incident over.', (api, id, body) =>
    api('resolveIncident', { parameters: { id }, body }),
  )
  deed(incidents, 'reopen', 'Open a resolved incident again.', (api, id, body) =>
    api('reopenIncident', { parameters: { id }, body }),
  )
  for (const verdict of ['expected', 'real'] as const)
    deed(incidents, verdict, `Call it ${verdict}; its detectors learn.`, (api, id, body) =>
      api('feedbackIncident', { parameters: { id }, body: { ...body, verdict } }),
    )
  deed(
    incidents,
    'assign',
    'Give an incident to somebody, or back to nobody.',
    (api, id, body, to) =>
      api('assignIncident', {
        parameters: { id },
        body: { ...body, to: to === 'nobody' ? null : to },
      }),
    ['<name>', 'who is to do it, or nobody'],
  )
  deed(
    incidents,
    'not-the-cause',
    'Say that a cell is not the cause; the causes are ranked without it.',
    (api, id, body, cell) => api('ruleOutCause', { parameters: { id }, body: { ...body, cell } }),
    ['<cell>', 'the cell that is not the cause'],
  )
  deed(
    incidents,
    'comment',
    'Say something about an incident.',
    (api, id, { by }, comment) =>
      api('commentIncident', { parameters: { id }, body: { by, comment } }),
    ['<text>', 'what there is to say'],
  )
}

function deed(
  incidents: Command,
  name: string,
  description: string,
  act: Deed,
  about?: readonly [name: string, description: string],
): void {
  const command = incidents
    .command(name)
    .description(`${description} Exit code 3 when somebody was faster.`)
    .argument('<id>', 'as hyphae incidents list prints it')
  if (about) command.argument(...about)
  command
    .option('--by <name>', 'who does it; your name on this machine unless said')
    .option('--comment <text>', 'why, for whoever reads it later')
    .option('--json', 'print the result as JSON')
    .action(async (id: string, ...rest: readonly unknown[]) => {
      const options = rest[about ? 1 : 0] as Saying
      const { comment } = options
      const body = { by: authorOf(options), ...(comment === undefined ? {} : { comment }) }
      const result = await withHome(
        (api) => act(api, id, body, about ? String(rest[0]) : ''),
        body.by,
      )
      print(options, result, `${result.applied ? '' : 'Nothing was changed: '}${result.message}.\n`)
      if (!result.applied) process.exitCode = overtakenCode
    })
}

function incidentLine(one: IncidentSummary): string {
  const owner = one.owner === null ? 'nobody has it' : one.owner
  const quiet = one.suppressed ? `\n  ${one.suppressed.reason}${until(one.suppressed.until)}` : ''
  return `${one.id}\n  ${one.severity}, ${one.status}, ${owner}, since ${one.openedAt}: ${one.title}${quiet}\n`
}

function until(time: string | null): string {
  return time === null ? '' : `, until ${time}`
}

function detailLines({ summary, incident }: IncidentDetail): string {
  const { whatToDo, cells, blastRadius, timeline } = incident
  const iso = (at: number) => new Date(at).toISOString()
  const steps = whatToDo
    ? [whatToDo.consequence, whatToDo.firstAction, `By ${iso(whatToDo.dueAt)}.`]
    : []
  const causes = cells
    .slice(0, 5)
    .map(({ name, cell, evidence }) => `  ${name} (${cell}): ${evidence ?? 'downstream'}`)
  const coming = (blastRadius?.predicted ?? [])
    .slice(0, 5)
    .map(({ name, arrivesAt }) => `  ${name} at ${iso(arrivesAt)}`)
  const told = timeline.map(({ at, by, text }) => `  ${iso(at)} ${by}: ${text}`)
  const parts = [
    ['', steps],
    [`${counted(cells.length, 'disturbed cell')}, the likeliest cause first:`, causes],
    ['Next reached:', coming],
    ['Timeline:', told],
  ] as const
  const lines = parts.flatMap(([title, lines]) => (lines.length > 0 ? [title, ...lines] : []))
  return `${incidentLine(summary)}${lines.filter(Boolean).join('\n')}\n`
}
