import type { Handover } from '#domain/api/handover.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident, TimelineEntry } from '#domain/incidents/incident.ts'
import { isOverdue } from '#domain/incidents/is-overdue.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import { findFrequent } from '#domain/performance/frequent.ts'
import { severityRank } from '#domain/severity.ts'
import type { SilenceNow } from '#domain/silences/tell-silence.ts'
import { tellHandover } from './tell-handover.ts'

export interface Shift {
  readonly since: number
  readonly now: number
  readonly site: string | null
  /** What changed in it. */
  readonly changed: readonly Incident[]
  /** What is not over now, with why it calls nobody. */
  readonly unresolved: readonly IncidentSummary[]
  /** In force or coming. */
  readonly silences: readonly SilenceNow[]
}

const day = 86_400_000

export function handOver(shift: Shift): Handover {
  const { since, now, site } = shift
  const changed = shift.changed
    .filter((one) => one.opened)
    .map((incident) => ({ incident, summary: summariseIncident(incident) }))
  const which = (fits: (incident: Incident, summary: IncidentSummary) => boolean) =>
    changed
      .filter(({ incident, summary }) => fits(incident, summary))
      .map(({ summary }) => summary)
      .sort(worstFirst)
  const calling = shift.unresolved.filter(({ suppressed }) => suppressed === null).sort(worstFirst)
  const opened = which(({ openedAt }) => openedAt >= since)
  const told = {
    ...{ since, now, site, opened, open: calling },
    resolved: which(({ state }) => state.status === 'resolved' && state.resolvedAt >= since),
    reopened: which((incident) => hasSince(incident, since, 'reopened')),
    escalated: which((incident) => isWorseThanAt(incident, since)),
    overdue: calling.filter((one) => isOverdue(one, now)),
    unowned: calling.filter(({ owner }) => owner === null),
    suppressed: shift.unresolved.filter(({ suppressed }) => suppressed !== null).sort(worstFirst),
    flapping: calling.filter(({ isFlapping }) => isFlapping),
    stale: calling.filter(({ openedAt }) => now - Date.parse(openedAt) > day),
    mostFrequent: findFrequent(opened).filter(({ incidents }) => incidents > 1),
    silences: [...shift.silences],
  }
  return { ...told, words: tellHandover(told) }
}

function worstFirst(a: IncidentSummary, b: IncidentSummary): number {
  const rank = severityRank(a.severity) - severityRank(b.severity)
  return rank || Date.parse(b.openedAt) - Date.parse(a.openedAt) || (a.id < b.id ? -1 : 1)
}

function hasSince({ timeline }: Incident, since: number, kind: TimelineEntry['kind']): boolean {
  return timeline.some((entry) => entry.kind === kind && entry.at >= since)
}

/** Whatever it was in between: what calmed down again, is over, or was not there before has not grown worse. */
function isWorseThanAt({ severity, severitySteps, state }: Incident, since: number): boolean {
  const before = severitySteps.findLast(({ at }) => at < since)
  if (!before || state.status === 'resolved') return false
  return severityRank(severity) < severityRank(before.severity)
}
