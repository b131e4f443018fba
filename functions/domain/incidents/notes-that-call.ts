import type { Anomaly } from '#domain/anomaly.ts'

/** One in a hundred cell-months has five unrelated notes within an hour; of three there are several a month. */
const metricsToCall = 5
const togetherMilliseconds = 3_600_000

/**
 * What is only noted calls nobody, but many metrics of one cell at once are no chance: the note that makes them so
 * many speaks for all. Sensors of one metric are turned by one hand, as the flows of a hub by its pump, and count once.
 * By event time, so that no order of arrival changes it.
 */
export function notesThatCall(notes: readonly Anomaly[]): ReadonlySet<string> {
  const calling = new Set<string>()
  for (const own of Map.groupBy(notes, ({ site, cell }) => `${site} ${cell}`).values()) {
    const inOrder = own.toSorted((a, b) => a.detectedAt - b.detectedAt || (a.id < b.id ? -1 : 1))
    let first = 0
    inOrder.forEach((note, last) => {
      while ((inOrder[first]?.detectedAt ?? 0) < note.detectedAt - togetherMilliseconds) first += 1
      const together = new Set(inOrder.slice(first, last + 1).map(({ metric }) => metric))
      if (together.size >= metricsToCall) calling.add(note.id)
    })
  }
  return calling
}
