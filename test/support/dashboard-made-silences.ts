import { IncidentDetail } from '#domain/api/incidents.ts'
import type { Silence } from '#domain/silences/silence.ts'
import { stuckCarbonDioxide } from './dashboard-anomalies.ts'

const minute = 60_000

/** One in force that ends soon, one that is coming, one that somebody ended. */
export function madeUpSilences(now: number): Silence[] {
  const site = { field: 'site' as const, is: ['linden-quarter'] }
  const core = { schemaVersion: 1 as const, version: 1, recurring: null, ended: null }
  return [
    {
      ...{ ...core, id: 'silence-1', from: now - 60 * minute, until: now + 20 * minute },
      ...{ by: 'Ada', comment: 'The lamps are being changed.', at: now - 60 * minute },
      matchers: [site, { field: 'cell', is: ['cell-3'] }],
    },
    {
      ...{ ...core, id: 'silence-2', from: now + 90 * minute, until: now + 330 * minute },
      ...{ by: 'Ben', comment: 'The probes are calibrated.', at: now - 5 * minute },
      matchers: [{ field: 'site', is: ['old-mill'] }],
    },
    {
      ...{ ...core, id: 'silence-3', from: now - 300 * minute, until: now - 60 * minute },
      ...{ by: 'Ada', comment: 'The filter was cleaned.', at: now - 300 * minute },
      ...{ matchers: [site], ended: { by: 'Ben', at: now - 120 * minute } },
    },
  ]
}

/** Hidden by the first of them. */
export function silencedLight(now: number) {
  const { summary, incident } = stuckCarbonDioxide(now)
  const told = {
    ...{ id: 'linden-quarter~silenced-1', title: 'Library 1: Light unusually low' },
    severity: 'info' as const,
  }
  const until = new Date(now + 20 * minute).toISOString()
  const reason = 'silenced by Ada: The lamps are being changed.'
  return IncidentDetail.parse({
    summary: {
      ...{ ...summary, ...told, cell: 'cell-3', place: 'Library 1' },
      suppressed: { by: 'silence', id: 'silence-1', reason, until },
    },
    incident: { ...incident, ...told, anomalies: [] },
  })
}
