import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import * as z from 'zod'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { reachHome } from '#simulators/cloud/home/run-home.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { drainByApi } from '#simulators/replay/drain-by-api.ts'

const Sent = z.object({ events: z.number(), frames: z.number(), readings: z.number() })
const Report = z.object({
  dryRun: z.boolean(),
  failed: Sent,
  quarantined: Sent,
  left: z.array(z.object({ reason: z.string(), count: z.number(), examples: z.array(z.string()) })),
})
type Report = z.infer<typeof Report>

interface RedriveOptions {
  readonly dryRun?: true
  readonly json?: true
}

export function registerRedrive(program: Command): void {
  program
    .command('redrive')
    .description('Send again what failed, and what quarantine kept whole.')
    .option('--dry-run', 'say what would be sent, and send nothing')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nFrames keep their ids, so what was stored already changes nothing. On AWS the function redrive does the same.',
    )
    .action(async (options: RedriveOptions) => {
      const report = await redriveHome(options.dryRun === true)
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords(report))
    })
}

async function redriveHome(dryRun: boolean): Promise<Report> {
  const folder = homeFolder()
  if (!existsSync(folder))
    throw new CliError(
      `There is no data folder ${folder}; start Hyphae with npm start, or set HYPHAE_HOME.`,
      2,
    )
  const home = await reachHome(folder, drainByApi)
  try {
    await home.drain()
    const answer = await fetch(`${home.origin}/cloud/redrive`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ dryRun }),
    })
    if (!answer.ok)
      throw new CliError(`Hyphae answered ${answer.status} to the redrive; its output says why.`)
    const report = Report.parse(await answer.json())
    if (!dryRun) await home.drain()
    return report
  } finally {
    await home.stop()
  }
}

function inWords({ dryRun, failed, quarantined, left }: Report): string {
  const verb = dryRun ? 'Would be sent again' : 'Sent again'
  const lines = [
    `${verb}: ${counted(failed.events, 'failed event')} with ${counted(failed.readings, 'reading')}, ${counted(quarantined.frames, 'quarantined frame')} with ${counted(quarantined.readings, 'reading')}.`,
    ...left.map(
      ({ reason, count, examples }) =>
        `${count} left: ${reason} (${examples.join(', ')}${count > examples.length ? ', …' : ''}).`,
    ),
  ]
  return `${lines.join('\n')}\n`
}
