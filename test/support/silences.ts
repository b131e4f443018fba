import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Silence } from '#domain/silences/silence.ts'
import { start } from './anomalies.ts'

const hour = 3_600_000

/** A silence of the garden's pump. */
export function silence(wanted: Partial<Silence> = {}): Silence {
  return {
    schemaVersion: 1,
    id: 'sil-1',
    version: 1,
    matchers: [{ field: 'cell', is: ['pump'] }],
    from: start,
    until: start + 2 * hour,
    recurring: null,
    by: 'Ada',
    comment: 'pump swap',
    at: start,
    ended: null,
    ...wanted,
  }
}

/** A line of a list: an open incident at the garden's pump. */
export function summary(wanted: Partial<IncidentSummary> = {}): IncidentSummary {
  const openedAt = new Date(start).toISOString()
  return {
    ...{ id: 'inc-1', version: 1, status: 'open', severity: 'warning', peakSeverity: 'warning' },
    ...{ site: 'garden', cell: 'pump', place: 'Pump', title: 'Pump: Temperature unusually high' },
    ...{ openedAt, updatedAt: openedAt, resolvedAt: null, owner: null },
    ...{ acknowledgedBy: null, acknowledgedAt: null, sensors: 1, downstreamCells: 0 },
    ...{ detectors: ['rarity'], metrics: ['temperature'], opened: true, reopened: 0 },
    ...{ isFlapping: false, dueAt: null, partOf: null, suppressed: null },
    ...wanted,
  }
}
