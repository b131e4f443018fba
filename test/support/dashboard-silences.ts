import type * as z from 'zod'
import { IncidentDetail } from '#domain/api/incidents.ts'
import type { SilenceEnd, SilencePreviewWish, SilenceWish } from '#domain/api/silences.ts'
import { matchesIncident } from '#domain/silences/match-incident.ts'
import type { Silence } from '#domain/silences/silence.ts'
import { tellSilence } from '#domain/silences/tell-silence.ts'
import { stuckCarbonDioxide } from './dashboard-anomalies.ts'
import type { Asked } from './dashboard-answers.ts'
import type { World } from './dashboard-world.ts'

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

export function listSilences({ silences }: World, { now }: Asked) {
  return { items: [...silences.values()].map((silence) => tellSilence(silence, now)) }
}

export function previewSilence(world: World, { body }: Asked) {
  const { matchers } = body as z.output<typeof SilencePreviewWish>
  const found = [...world.incidents.values()].map(({ summary }) => summary)
  const incidents = found.filter((summary) => matchesIncident(matchers, summary))
  const { length } = world.sensors.filter(({ site, cell }) =>
    matchers.every(({ field, is }) => is.includes(field === 'site' ? site : cell)),
  )
  return { incidents, incidentCount: incidents.length, sensors: length, words: 'as asked' }
}

export function addSilence({ silences }: World, { body, now }: Asked) {
  const { from = now, ...wish } = body as SilenceWish
  const id = `silence-${silences.size + 1}`
  const core = { schemaVersion: 1 as const, version: 1, ended: null, at: now }
  const silence = { ...core, ...wish, id, from, recurring: wish.recurring ?? null }
  silences.set(id, silence)
  return tellSilence(silence, now)
}

export function endSilence({ silences }: World, { parameters, body, now }: Asked) {
  const silence = silences.get(parameters['id'] ?? '')
  if (!silence) return undefined
  const ended = { ...silence, ended: { by: (body as SilenceEnd).by, at: now } }
  silences.set(silence.id, ended)
  return tellSilence(ended, now)
}
