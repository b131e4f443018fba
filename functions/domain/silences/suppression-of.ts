import type { IncidentSummary, Suppression } from '#domain/api/incidents.ts'
import { matchesIncident } from './match-incident.ts'
import type { Silence } from './silence.ts'
import { windowAt } from './silence-windows.ts'

/** Why an incident calls nobody at a moment. One that is over needs no reason. */
export function suppressionOf(
  summary: IncidentSummary,
  silences: readonly Silence[],
  now: number,
): Suppression | null {
  if (summary.status === 'resolved') return null
  return silencedBy(summary, silences, now) ?? partOf(summary)
}

/** By the silence that hides it longest. */
export function silencedBy(
  summary: IncidentSummary,
  silences: readonly Silence[],
  now: number,
): Suppression | null {
  const [longest] = silences
    .filter(({ matchers }) => matchesIncident(matchers, summary))
    .flatMap((silence) => {
      const window = windowAt(silence, now)
      return window ? [{ silence, until: window.until }] : []
    })
    .sort((a, b) => b.until - a.until || (a.silence.id < b.silence.id ? -1 : 1))
  if (!longest) return null
  const { silence, until } = longest
  const reason = `silenced by ${silence.by}: ${silence.comment}`
  return { by: 'silence', id: silence.id, reason, until: new Date(until).toISOString() }
}

function partOf({ partOf: id }: IncidentSummary): Suppression | null {
  if (id === null) return null
  return { by: 'incident', id, reason: 'another incident is the cause of it', until: null }
}
