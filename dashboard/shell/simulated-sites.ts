import type { SiteSummary } from '#domain/api/sites.ts'

/** The simulator speaks only for cells that have a feed; a site of one's own mostly has none. */
export function isSimulated(site: Pick<SiteSummary, 'cells'>): boolean {
  return site.cells.length > 0 && site.cells.every(({ feed }) => feed !== null)
}
