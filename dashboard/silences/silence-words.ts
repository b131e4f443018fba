import { severityWord } from '#dashboard/severity/look.ts'
import type { SiteSummary } from '#domain/api/sites.ts'
import type { Severity } from '#domain/severity.ts'
import type { Matcher } from '#domain/silences/silence.ts'

/** "Cell Hub Willow, site Old Mill Gardens, severity warning or info": by the names that people know. */
export function silenceWords(
  matchers: readonly Matcher[],
  sites: readonly SiteSummary[] = [],
): string {
  const within = matchers.find(({ field }) => field === 'site')?.is
  const words = matchers
    .map(({ field, is }) => `${field} ${is.map((value) => named(field, value)).join(' or ')}`)
    .join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)

  function named(field: Matcher['field'], value: string): string {
    if (value === '*') return 'any'
    if (field === 'severity') return severityWord[value as Severity]?.toLowerCase() ?? value
    if (field === 'site') return sites.find(({ site }) => site === value)?.name ?? value
    return field === 'cell' ? cellName(value, sites, within) : value
  }
}

/** Its slug where several sites have one of it. */
function cellName(
  value: string,
  sites: readonly SiteSummary[],
  within: readonly string[] | undefined,
): string {
  const there = sites.filter(({ site }) => !within || within.includes(site))
  const [found, ...others] = there.flatMap(({ cells }) =>
    cells.filter(({ cell }) => cell === value),
  )
  return found && others.length === 0 ? found.name : value
}
