import { ruledDetectors } from '#domain/detect/detector-names.ts'
import { feeds } from '#domain/feeds/registry.ts'
import { knownNames } from '#domain/known-names.ts'
import type { Cell } from '#domain/sensor.ts'
import type { Policy } from './policy.ts'

/** What a policy names and nobody knows: it would be obeyed by nothing, without a word. */
export function scopeProblems(
  { scope, settings }: Pick<Policy, 'scope' | 'settings'>,
  cells: readonly Cell[],
): string[] {
  const sensors = cells.flatMap((cell) => cell.sensors)
  const { site: sites, metric: metrics } = knownNames(cells)
  const known: Readonly<Record<string, (name: string) => boolean>> = {
    feed: (name) => feeds.some(({ feed }) => feed === name),
    site: (name) => sites.has(name),
    metric: (name) => metrics.has(name),
    sensor: (name) => sensors.some(({ key }) => key === name),
  }
  const unknown = scope.split(',').flatMap((part) => {
    const [kind = '', name = ''] = part.split(':')
    if (known[kind]?.(name)) return []
    return [`no ${kind} is named "${name}"; ${remedies[kind] ?? 'correct the scope'}`]
  })
  const strange = Object.keys(settings.detectors ?? {})
    .filter((name) => !ruledDetectors.includes(name))
    .map((name) => `no detector is named "${name}"; choose ${ruledDetectors.join(', ')}`)
  return [...unknown, ...strange]
}

const remedies: Readonly<Record<string, string>> = {
  feed: `choose ${feeds.map(({ feed }) => feed).join(' or ')}`,
  site: 'apply its site file first, or correct the name',
  metric: 'correct the name, or apply the site file that defines it',
  sensor: 'a sensor is named SITE.CELL.SENSOR, and its site must be registered',
}
