import { resolveSite } from '#domain/resolve-site.ts'
import type { Site } from '#domain/site.ts'
import { appendAudit } from '#store/audit.ts'
import { saveSite } from '#store/sites.ts'
import type { Ports } from './ports.ts'
import { RequestProblem } from './problems.ts'

export async function applySite({ store, now }: Ports, name: string, site: Site, by: string) {
  if (site.site !== name)
    throw new RequestProblem(
      422,
      'Two names',
      `The path says site "${name}", the body "${site.site}"; make them one.`,
    )
  const resolved = resolveSite(site)
  if (resolved.kind === 'refused')
    throw new RequestProblem(
      422,
      'Site refused',
      `Site "${name}" has ${resolved.problems.length} problems; the first: ${resolved.problems[0]?.message}.`,
      resolved.problems.map(({ path, message }) => ({ path: path.join('.'), message })),
    )
  await saveSite(store, site, resolved.cells)
  const sensors = resolved.cells.reduce((sum, cell) => sum + cell.sensors.length, 0)
  const comment = `${resolved.cells.length} cells, ${sensors} sensors`
  const entry = { at: now(), by, action: 'site-applied', subject: name, version: 0, comment }
  await appendAudit(store, { schemaVersion: 1, ...entry })
  return { site: name, cells: resolved.cells.length, sensors }
}
