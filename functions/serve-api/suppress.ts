import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Silence } from '#domain/silences/silence.ts'
import { suppressionOf } from '#domain/silences/suppression-of.ts'
import { readSilencesSince } from '#store/silences.ts'
import type { Ports } from './ports.ts'

/** A line with why it calls nobody now, if so. */
export type Suppress = (summary: IncidentSummary) => IncidentSummary

/** Derived whenever it is read: nothing has to be written when a window begins or ends. */
export async function readSuppress({
  store,
  now: clock,
}: Pick<Ports, 'store' | 'now'>): Promise<Suppress> {
  const now = clock()
  return suppressWith(await readSilencesSince(store, now), now)
}

/** Where the silences have been read for something else, those that are over among them. */
export function suppressWith(silences: readonly Silence[], now: number): Suppress {
  return (summary) => ({ ...summary, suppressed: suppressionOf(summary, silences, now) })
}
