import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Performance } from '#domain/api/performance.ts'

const shown = 10

/** What calls again and again: usually ten places make most of the calls, and mending them pays most. */
export function findFrequent(calling: readonly IncidentSummary[]): Performance['mostFrequent'] {
  const what = ({ metrics, detectors }: IncidentSummary) =>
    `${metrics.join(', ')} (${detectors.join(', ')})`
  const groups = Map.groupBy(calling, (one) => `${one.site}.${one.cell} ${what(one)}`)
  return [...groups]
    .sort(([a, ones], [b, others]) => others.length - ones.length || (a < b ? -1 : 1))
    .slice(0, shown)
    .flatMap(([, members]) => {
      const [first] = members
      if (!first) return []
      const { site, cell, place } = first
      const share = members.length / calling.length
      return { site, cell, place, what: what(first), incidents: members.length, share }
    })
}
