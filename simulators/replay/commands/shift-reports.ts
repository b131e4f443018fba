import { type Command, Option } from 'commander'
import type { Performance } from '#domain/api/performance.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { formatDuration } from '#domain/words.ts'
import { withHome } from '#simulators/replay/with-home.ts'
import { type Printing, print, readDuration, readInstant } from './saying.ts'

interface OfSite extends Printing {
  readonly site?: string
  readonly since: number
}

const halfDay = 12 * 3_600_000
const week = 7 * 86_400_000

/** What a shift looks back on: its handover, how its alarms did, and who did what. */
export function registerShiftReports(program: Command): void {
  program
    .command('handover')
    .description('Tell whoever comes on shift what happened, what is open and what is silenced.')
    .addOption(sinceOption('how far back, such as 12h').default(halfDay, '12h'))
    .option('--site <site>', 'of one site')
    .option('--json', 'print it as JSON')
    .action(async ({ since, site, json }: OfSite) => {
      const query = { since: Date.now() - since, site }
      const told = await withHome((api) => api('handover', { query }))
      print(json ? { json } : {}, told, `${told.words.join('\n')}\n`)
    })
  program
    .command('performance')
    .description('Measure the alarms as EEMUA 191 and ISA-18.2 ask.')
    .addOption(sinceOption('how far back, such as 7d; 92d at most').default(week, '7d'))
    .option('--operators <count>', 'how many share the calls', '1')
    .option('--site <site>', 'of one site')
    .option('--json', 'print it as JSON')
    .action(async ({ since, site, json, operators }: OfSite & { readonly operators: string }) => {
      const now = Date.now()
      const query = { from: now - since, to: now, operators, site }
      const told = await withHome((api) => api('performance', { query }))
      print(json ? { json } : {}, told, performanceLines(told))
    })
  registerAudit(program)
}

function sinceOption(description: string): Option {
  return new Option('--since <duration>', description).argParser(readDuration)
}

interface Asking extends Printing {
  readonly from?: number
  readonly to?: number
  readonly by?: string
  readonly subject?: string
  readonly action?: string
  readonly limit?: string
}

function registerAudit(program: Command): void {
  program
    .command('audit')
    .description('Tell who did what, when, why and with which outcome, newest first.')
    .option('--from <time>', 'from this time on', readInstant)
    .option('--to <time>', 'up to this time', readInstant)
    .option('--by <name>', 'what somebody did')
    .option('--subject <id>', 'what was done to an incident, a silence, a policy scope')
    .option('--action <action>', 'such as silence-added or policy-applied')
    .option('--limit <count>', 'how many', '100')
    .option('--json', 'print it as JSON')
    .action(async ({ json, ...query }: Asking) => {
      const page = await withHome((api) => api('audit', { query }))
      print(
        json ? { json } : {},
        page,
        page.items.map(auditLines).join('') || 'Nothing was done.\n',
      )
    })
}

function auditLines(entry: AuditEntry): string {
  const { at, by, action, subject, outcome, comment, changes = [] } = entry
  const fields = changes.map(({ field, from, to }) => `  ${field}: ${from ?? '–'} → ${to ?? '–'}\n`)
  const why = comment === '' ? '' : `: ${comment}`
  return `${new Date(at).toISOString()} ${by} ${action} ${subject} (${outcome})${why}\n${fields.join('')}`
}

function performanceLines(told: Performance): string {
  const { perTenMinutes, floods, chattering, stale, mostFrequent, severities } = told
  const spread = (what: string, of: Performance['acknowledgeSeconds']) =>
    of
      ? `${what} in ${formatDuration(of.median * 1000)} at the median, ${formatDuration(of.p95 * 1000)} at the 95th percentile.`
      : `${what}: never.`
  const lines = [
    `${told.incidents} incidents called in ${formatDuration(told.to - told.from)}: ${told.perOperatorHour.toFixed(2)} per operator and hour; ${percent(told.suppressedShare)} of all were suppressed.`,
    `At most ${perTenMinutes.peak} in ten minutes; ${percent(perTenMinutes.shares.none)} of the ten minutes were quiet.`,
    `${floods.length} floods of ten in ten minutes, ${percent(told.floodShare)} of the time.`,
    `${chattering.count} came and went, ${stale.count} stood for more than a day.`,
    `Severities: ${severities.map(({ severity, share, guide }) => `${severity} ${percent(share)} (guide ${percent(guide)})`).join(', ')}.`,
    spread('Acknowledged', told.acknowledgeSeconds),
    spread('Over', told.resolveSeconds),
    ...mostFrequent.map(
      ({ place, what, incidents, share }) =>
        `  ${incidents} (${percent(share)})  ${place}: ${what}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`
}
