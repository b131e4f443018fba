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
    if (field !== 'cell') return value
    const there = sites.filter(({ site }) => !within || within.includes(site))
    const cells = there.flatMap((site) => site.cells.filter(({ cell }) => cell === value))
    return cells.length === 1 && cells[0] ? cells[0].name : value
  }
}
