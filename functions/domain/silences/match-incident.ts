import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Matcher } from './silence.ts'

export type Matched = Pick<
  IncidentSummary,
  'id' | 'site' | 'cell' | 'metrics' | 'detectors' | 'severity'
>

/** An incident with more in it than a silence names is not hidden: the rest would go unseen. */
export function matchesIncident(matchers: readonly Matcher[], incident: Matched): boolean {
  return matchers.every(({ field, is }) => {
    const values = valuesOf(incident, field)
    return values.length > 0 && values.every((value) => fitsOne(is, value))
  })
}

function valuesOf(incident: Matched, field: Matcher['field']): readonly string[] {
  if (field === 'metric') return incident.metrics
  if (field === 'detector') return incident.detectors
  return [field === 'incident' ? incident.id : incident[field]]
}

export function fitsOne(patterns: readonly string[], value: string): boolean {
  return patterns.some((pattern) => fits(pattern, value))
}

/** Piece by piece and not by a regular expression, which a pattern of many stars could keep busy for long. */
function fits(pattern: string, value: string): boolean {
  const [head = '', ...rest] = pattern.split('*')
  const tail = rest.pop()
  if (tail === undefined) return pattern === value
  if (!value.startsWith(head)) return false
  let from = head.length
  for (const piece of rest) {
    const found = value.indexOf(piece, from)
    if (found < 0) return false
    from = found + piece.length
  }
  return value.length - tail.length >= from && value.endsWith(tail)
}
