import { groupNeighbours, type NeighbourGroup } from '#domain/detect/neighbours/group-neighbours.ts'
import { instruct, instructionsFor } from '#domain/instruct-cell.ts'
import { readPolicies } from '#store/policies.ts'
import { readSite } from '#store/sites.ts'
import type { OpsStore } from '#store/store.ts'
import { readSiteVerdicts } from '#store/verdicts.ts'

export type FindGroups = (site: string) => Promise<readonly NeighbourGroup[]>

/** Hours come once an hour: whoever reads a site for one has read it for all of its cells. */
const rememberedMilliseconds = 30_000

/** The groups of a site, its sensors with what people have said of them; none where the site is not registered. */
export function rememberSites(store: OpsStore, now: () => number): FindGroups {
  const known = new Map<string, { readonly readAt: number; groups: readonly NeighbourGroup[] }>()
  return async (site) => {
    const entry = known.get(site)
    if (entry && now() - entry.readAt < rememberedMilliseconds) return entry.groups
    const readAt = now()
    const groups = await readGroups(store, site)
    known.set(site, { readAt, groups })
    return groups
  }
}

async function readGroups(store: OpsStore, site: string): Promise<readonly NeighbourGroup[]> {
  const registered = await readSite(store, site)
  if (!registered) return []
  const policies = await readPolicies(store)
  const verdicts = await readSiteVerdicts(store, site)
  return groupNeighbours(
    registered.cells.map((cell) => instruct(cell, instructionsFor(cell, policies, verdicts))),
  )
}
