import { feeds } from './feeds/registry.ts'
import type { Cell } from './sensor.ts'

/** What the site files and feeds name. */
export interface KnownNames {
  readonly site: ReadonlySet<string>
  readonly cell: ReadonlySet<string>
  readonly metric: ReadonlySet<string>
}

export function knownNames(cells: readonly Cell[]): KnownNames {
  return {
    site: new Set(cells.map(({ site }) => site)),
    cell: new Set(cells.map(({ cell }) => cell)),
    metric: new Set([
      ...cells.flatMap((cell) => cell.sensors.map(({ metric }) => metric)),
      ...feeds.flatMap((feed) => Object.keys(feed.metrics)),
    ]),
  }
}

const mostListed = 20

/** "garden, mill"; of many the first. */
export function listNames(names: Iterable<string>): string {
  const all = [...names].sort()
  const more = all.length - mostListed
  if (all.length === 0) return 'none'
  return more > 0 ? `${all.slice(0, mostListed).join(', ')} and ${more} more` : all.join(', ')
}
