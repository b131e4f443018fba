import { basename } from 'node:path'
import type { Command } from 'commander'
import type { Site } from '#domain/site.ts'
import { parseSiteYaml } from '#simulators/feeds/load-site.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { counted } from '#simulators/replay/counted.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { withHome } from '#simulators/replay/with-home.ts'

export function registerSites(program: Command): void {
  const sites = program.command('sites').description('Register sites, or list them.')
  sites
    .command('apply')
    .description('Register the site that a YAML file describes, or replace its description.')
    .argument('<file>', 'the site file; docs/schemas/site.schema.json says what may be in it')
    .option('--by <name>', 'who wants it so; your name on this machine unless said')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: { readonly by?: string; readonly json?: true }) => {
      const site = readSite(file)
      const applied = await withHome(
        (api) => api('applySite', { parameters: { site: site.site }, body: site }),
        options.by,
      )
      process.stdout.write(
        options.json
          ? `${JSON.stringify(applied)}\n`
          : `Site ${applied.site}: ${counted(applied.sensors, 'sensor')} in ${counted(applied.cells, 'cell')}.\n`,
      )
    })
  sites
    .command('list')
    .description('List the registered sites.')
    .option('--json', 'print them as JSON')
    .action(async (options: { readonly json?: true }) => {
      const { items } = await withHome((api) => api('sites'))
      const listed = items.map(({ site, name, sensors, cells }) => ({
        site,
        name,
        sensors,
        cells: cells.length,
      }))
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ sites: listed })}\n`
          : listed
              .map(
                (one) =>
                  `${one.site}  ${one.name}: ${counted(one.sensors, 'sensor')} in ${counted(one.cells, 'cell')}\n`,
              )
              .join(''),
      )
    })
}

function readSite(file: string): Site {
  const parsed = parseSiteYaml(readText(file, 'site file'), basename(file))
  if (parsed.kind === 'site') return parsed.site
  throw new CliError(parsed.problems.map((problem) => problem.message).join('\n'), 2)
}
