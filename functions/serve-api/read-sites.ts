import type { SiteSummary } from '#domain/api/sites.ts'
import { listSites, type RegisteredSite, readSite } from '#store/sites.ts'
import type { Ports } from './ports.ts'
import { notFound } from './problems.ts'

/** Site files change by hand and rarely; a few seconds' delay spares every poll their reading. */
const rememberedMilliseconds = 5_000

export interface Registry {
  all(): Promise<RegisteredSite[]>
  one(site: string): Promise<RegisteredSite>
  forget(): void
}

export function rememberSites({ store, now }: Ports): Registry {
  let known: { readonly readAt: number; readonly sites: Promise<RegisteredSite[]> } | undefined
  const all = () => {
    if (known && now() - known.readAt < rememberedMilliseconds) return known.sites
    const sites = listSites(store).then(async (names) => {
      const found = await Promise.all(names.map((name) => readSite(store, name)))
      return found.filter((site) => site !== undefined)
    })
    known = { readAt: now(), sites }
    // A failed read is not remembered; whoever waits for it hears of it.
    sites.catch(() => {
      known = undefined
    })
    return sites
  }
  return {
    all,
    async one(name) {
      const site = (await all()).find((candidate) => candidate.site.site === name)
      if (!site) throw notFound('site', name, 'GET /api/v1/sites lists them')
      return site
    },
    forget() {
      known = undefined
    },
  }
}

export function summariseSite({ site, cells }: RegisteredSite): SiteSummary {
  return {
    site: site.site,
    name: site.name,
    about: site.about ?? null,
    timeZone: site.timeZone,
    feeds: [...new Set(cells.flatMap((cell) => (cell.feed ? [cell.feed] : [])))].sort(),
    sensors: cells.reduce((sum, cell) => sum + cell.sensors.length, 0),
    cells: cells.map((cell) => ({
      site: cell.site,
      cell: cell.cell,
      name: cell.name,
      role: cell.role,
      feed: cell.feed,
      sensors: cell.sensors.length,
    })),
    edges: site.edges,
  }
}
