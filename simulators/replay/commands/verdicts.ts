import { Argument, type Command } from 'commander'
import type { ApiClient } from '#api-client/client.ts'
import type { Anomaly } from '#domain/anomaly.ts'
import type { LessonPage, VerdictResult } from '#domain/api/verdicts.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { withHome } from '#simulators/replay/with-home.ts'
import { authorOf, type Printing, print, readInstant, type Saying } from './saying.ts'

export function registerVerdicts(program: Command): void {
  const verdicts = program
    .command('verdicts')
    .description('Teach detectors: call an anomaly expected or real, take it back, or list all.')
  verdicts
    .command('list')
    .description('List what was said of a sensor, and its anomalies of which nothing was said.')
    .argument('<sensor>', 'SITE.CELL.SENSOR')
    .option(
      '--from <time>',
      'anomalies from this time on; of the last week unless said',
      readInstant,
    )
    .option('--json', 'print it as JSON')
    .action(async (sensor: string, { from, json }: Printing & { readonly from?: number }) => {
      const listed = await withHome((api) => listAll(api, sensor, from ?? Date.now() - week))
      print(json ? { json } : {}, listed, listedLines(listed))
    })
  saying(verdicts, 'say', 'Call an anomaly expected or real; its detector heeds it next time.')
    .addArgument(new Argument('<verdict>', 'what it is').choices(['expected', 'real']))
    .action((anomaly: string, verdict: 'expected' | 'real', options: Saying) =>
      give(options, (api, action) =>
        api('judgeAnomaly', { parameters: { anomaly }, body: { ...action, verdict } }),
      ),
    )
  saying(verdicts, 'take-back', 'Take a verdict back; its detector is again as without it.').action(
    (anomaly: string, options: Saying) =>
      give(options, (api, body) => api('takeBackVerdict', { parameters: { anomaly }, body })),
  )
}

const week = 7 * 86_400_000
/** The smallest answer that brings the anomalies along. */
const fewestPoints = 10

function saying(verdicts: Command, name: string, description: string): Command {
  return verdicts
    .command(name)
    .description(description)
    .argument('<anomaly>', 'its id, as hyphae verdicts list prints it')
    .option('--by <name>', 'who says so; your name on this machine unless said')
    .option('--comment <text>', 'why, for whoever reads it later')
    .option('--json', 'print the result as JSON')
}

type Give = (
  api: ApiClient,
  action: { readonly by: string; readonly comment?: string },
) => Promise<VerdictResult>

async function give(options: Saying, wish: Give): Promise<void> {
  const { comment, json } = options
  const action = { by: authorOf(options), ...(comment === undefined ? {} : { comment }) }
  const result = await withHome((api) => wish(api, action), action.by)
  // With --json the answer says itself that it changed nothing.
  if (!(result.applied || json)) throw new CliError(`Nothing was changed: ${result.message}.`)
  print(options, result, `${result.message}\n${result.told.words}\n`)
  if (!result.applied) process.exitCode = 1
}

interface Listed extends LessonPage {
  readonly unjudged: readonly Anomaly[]
}

async function listAll(api: ApiClient, sensor: string, from: number): Promise<Listed> {
  const query = { sensor, from, to: Math.max(from + 1, Date.now()), maxPoints: fewestPoints }
  const [{ items }, { anomalies }] = [
    await api('lessons', { parameters: { sensor } }),
    await api('series', { query }),
  ]
  const judged = new Set(items.map(({ verdict }) => verdict.anomaly))
  const unjudged = anomalies.filter(({ id, expectedBy }) => !judged.has(id) && !expectedBy)
  return { items, unjudged }
}

function listedLines({ items, unjudged }: Listed): string {
  const said = items.map(({ verdict, words, isHeeded, passed }) => {
    const heeded = isHeeded ? 'heeded' : 'not heeded'
    const comment = verdict.comment === '' ? '' : `\n  “${verdict.comment}”`
    return `${verdict.anomaly}  ${verdict.verdict}, ${heeded}, let ${passed} pass\n  ${words}${comment}\n`
  })
  const open = unjudged.map(({ id, reason }) => `${id}\n  ${reason}\n`)
  const left = counted(unjudged.length, 'anomaly', 'anomalies')
  return `${said.join('')}${counted(items.length, 'verdict')}, and ${left} of which nothing was said.\n${open.join('')}`
}
