import { basename } from 'node:path'
import type { Command } from 'commander'
import type { ApiClient } from '#api-client/client.ts'
import type { RoutingApplied, RoutingHistory, RoutingInForce } from '#domain/api/routing.ts'
import { compareRouting } from '#domain/notify/compare-routing.ts'
import type { Receiver } from '#domain/notify/routing.ts'
import { parseRoutingYaml } from '#simulators/feeds/load-routing.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { withHome } from '#simulators/replay/with-home.ts'
import { authorOf, type Printing, print, type Saying } from './saying.ts'

export function registerRouting(program: Command): void {
  const routing = program
    .command('routing')
    .description('Say who is told of what, when: show, apply and look back.')
  routing
    .command('show')
    .description('Show the routing in force.')
    .option('--json', 'print it as JSON')
    .action(async (options: Printing) => {
      const shown = await withHome((api) => api('routing'))
      print(options, shown, shownLines(shown))
    })
  routing
    .command('apply')
    .description('Write what a YAML file says as the next version; what is so already stays.')
    .argument('<file>', 'the routing file; docs/schemas/routing.schema.json says what may be in it')
    .option('--by <name>', 'who wants it so; your name on this machine unless said')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: Saying) => {
      const applied = await applyFile(file, authorOf(options))
      print(options, applied, appliedLines(applied))
    })
  routing
    .command('history')
    .description('Tell how the routing came to be, the newest version first.')
    .option('--json', 'print it as JSON')
    .action(async (options: Printing) => {
      const history = await withHome((api) => api('routingHistory'))
      print(options, history, historyLines(history) || 'Nobody has written a routing yet.\n')
    })
}

async function applyFile(file: string, by: string): Promise<RoutingApplied & { changed: number }> {
  const parsed = parseRoutingYaml(readText(file, 'routing file'), basename(file))
  if (parsed.kind === 'refused') throw new CliError(parsed.problems.join('\n'), 2)
  const { routing, reason } = parsed.file
  const apply = async (api: ApiClient) => {
    const current = await api('routing')
    const before = current.version === 0 ? undefined : current.routing
    const changed = compareRouting(before, routing).length
    if (changed === 0) return { version: current.version, secrets: {}, changed }
    const body = { routing, by, reason, basedOn: current.version }
    return { ...(await api('applyRouting', { body })), changed }
  }
  return withHome(apply, by)
}

function appliedLines({ version, secrets, changed }: RoutingApplied & { changed: number }): string {
  const what = changed === 0 ? 'as it was' : `${counted(changed, 'part')} changed`
  const shown = Object.entries(secrets).map(
    ([receiver, secret]) => `  ${receiver} signs with ${secret}  (shown this once; keep it)\n`,
  )
  return `routing@${version}: ${what}\n${shown.join('')}`
}

function shownLines({ version, routing, by, reason }: RoutingInForce): string {
  const origin = version === 0 ? 'nobody wrote one, so the usual holds' : `by ${by}: ${reason}`
  const receivers = Object.entries(routing.receivers).map(
    ([name, receiver]) => `  receiver ${name}: ${whereTo(receiver)}\n`,
  )
  const routes = routing.routes.map(
    ({ name, match, receiver }) => `  route ${name}: ${JSON.stringify(match)} → ${receiver}\n`,
  )
  return `routing@${version}  ${origin}\n${receivers.join('')}${routes.join('')}`
}

function whereTo(receiver: Receiver): string {
  if (receiver.kind === 'webhook') return receiver.url
  return receiver.kind === 'sns' ? receiver.topicArn : receiver.to.join(', ')
}

function historyLines({ items }: RoutingHistory): string {
  return items
    .map(({ version: { version, by, at, reason }, changes }) => {
      const parts = changes.map(
        ({ field, from, to }) => `  ${field}: ${from ?? 'nothing'} → ${to ?? 'nothing'}\n`,
      )
      return `routing@${version}  by ${by}, ${new Date(at).toISOString()}: ${reason}\n${parts.join('')}`
    })
    .join('')
}
