import type { IncidentSummary } from '#domain/api/incidents.ts'
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
  const silences = await readSilencesSince(store, now)
  return (summary) => ({ ...summary, suppressed: suppressionOf(summary, silences, now) })
}
