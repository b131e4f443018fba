import { basename } from 'node:path'
import type { Command } from 'commander'
import type { ApiClient } from '#api-client/client.ts'
import type { PolicyHistory, SensorPolicy } from '#domain/api/policies.ts'
import { comparePolicies } from '#domain/policies/compare-policies.ts'
import type { Policy } from '#domain/policies/policy.ts'
import { type PolicyFile, parsePolicyYaml } from '#simulators/feeds/load-policies.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { withHome } from '#simulators/replay/with-home.ts'

type Printing = { readonly json?: true }

export function registerPolicies(program: Command): void {
  const policies = program
    .command('policies')
    .description('Say what is told, and from when on: list, apply and explain policies.')
  policies
    .command('list')
    .description('List every policy in its newest version.')
    .option('--json', 'print them as JSON')
    .action(async (options: Printing) => {
      const page = await withHome((api) => api('policies'))
      print(options, page, page.items.map(policyLine).join('') || 'No policies: all is as usual.\n')
    })
  policies
    .command('apply')
    .description('Write what a YAML file says as the next versions; what is so already stays.')
    .argument('<file>', 'the policy file; docs/schemas/policy.schema.json says what may be in it')
    .option('--by <name>', 'who wants it so; your name on this machine unless said')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: Printing & { readonly by?: string }) => {
      const wanted = readPolicies(file)
      const applied = await withHome((api) => applyAll(api, wanted), options.by)
      print(options, { policies: applied }, applied.map(appliedLine).join(''))
    })
  policies
    .command('history')
    .description('Tell how a policy came to be, the newest version first.')
    .argument('<scope>', 'such as site:habitat or sensor:habitat.h1.co2')
    .option('--json', 'print it as JSON')
    .action(async (scope: string, options: Printing) => {
      const history = await withHome((api) => api('policyHistory', { parameters: { scope } }))
      print(options, history, historyLines(history))
    })
  policies
    .command('show')
    .description('Show what holds for a sensor now, and whose word each part of it is.')
    .argument('<sensor>', 'SITE.CELL.SENSOR')
    .option('--json', 'print it as JSON')
    .action(async (sensor: string, options: Printing) => {
      const shown = await withHome((api) => api('sensorPolicy', { parameters: { sensor } }))
      print(options, shown, shownLines(shown))
    })
}

function print({ json }: Printing, value: unknown, words: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : words)
}

function readPolicies(file: string): PolicyFile['policies'] {
  const parsed = parsePolicyYaml(readText(file, 'policy file'), basename(file))
  if (parsed.kind === 'policies') return parsed.policies
  throw new CliError(parsed.problems.join('\n'), 2)
}

interface Applied {
  readonly scope: string
  readonly version: number
  readonly changed: number
}

async function applyAll(api: ApiClient, wanted: PolicyFile['policies']): Promise<Applied[]> {
  const current = new Map((await api('policies')).items.map((policy) => [policy.scope, policy]))
  const applied: Applied[] = []
  for (const { scope, settings, reason, from } of wanted) {
    const before = current.get(scope)
    const basedOn = before?.version ?? 0
    const changed = comparePolicies(before?.settings ?? {}, settings).length
    if (changed === 0) applied.push({ scope, version: basedOn, changed })
    else {
      const since = from === undefined ? {} : { from: Date.parse(from) }
      const body = { settings, reason, basedOn, ...since }
      const { version } = await api('applyPolicy', { parameters: { scope }, body })
      applied.push({ scope, version, changed })
    }
  }
  return applied
}

function appliedLine({ scope, version, changed }: Applied): string {
  const what = changed === 0 ? 'as it was' : `${counted(changed, 'field')} changed`
  return `${scope}@${version}: ${what}\n`
}

function policyLine({ scope, version, by, at, reason, settings }: Policy): string {
  const when = new Date(at).toISOString()
  return `${scope}@${version}  by ${by}, ${when}: ${reason}\n  ${JSON.stringify(settings)}\n`
}

function historyLines({ items }: PolicyHistory): string {
  return items
    .map(({ policy: { scope, version, by, at, from, reason }, changes }) => {
      const times = `${new Date(at).toISOString()}, for readings from ${new Date(from).toISOString()}`
      const fields = changes.map(
        ({ field, before, after }) =>
          `  ${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}\n`,
      )
      return `${scope}@${version}  by ${by}, ${times}: ${reason}\n${fields.join('')}`
    })
    .join('')
}

function shownLines({ sensor, fields }: SensorPolicy): string {
  const lines = fields.map(({ field, value, scope, version, by }) => {
    const origin = scope === 'default' ? 'default' : `${scope}@${version} by ${by}`
    return `  ${field}: ${JSON.stringify(value)}  (${origin})\n`
  })
  return `${sensor}\n${lines.join('')}`
}
