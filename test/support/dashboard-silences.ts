import type * as z from 'zod'
import type { SilenceEnd, SilencePreviewWish, SilenceWish } from '#domain/api/silences.ts'
import { matchesIncident } from '#domain/silences/match-incident.ts'
import { tellSilence } from '#domain/silences/tell-silence.ts'
import type { Asked } from './dashboard-asked.ts'
import type { World } from './dashboard-world.ts'

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
