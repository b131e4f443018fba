import type { Anomaly } from '#domain/anomaly.ts'

/** Weather and people come over a site's cells one after another; what two cells show alike so close together is one. */
const alikeMilliseconds = 60 * 60_000
/** Where three do, it is known to be under way, and whoever is late to show it belongs to it. */
const alikeCells = 3
export const underWayMilliseconds = 3 * 60 * 60_000
/** What shows in a quarter of a broken relation is what broke it; the rest is drawn along. */
const mainShare = 0.25

/** Of each thing that shows: in which cells, and since when in the latest. */
export type Shown = Map<string, { readonly cells: Set<string>; last: number }>

export function rememberAlike(shown: Shown, anomaly: Anomaly): void {
  for (const name of likenessesOf(anomaly)) {
    const { cells, last } = shown.get(name) ?? { cells: new Set<string>(), last: anomaly.onset }
    shown.set(name, { cells: cells.add(anomaly.cell), last: Math.max(last, anomaly.onset) })
  }
}

export function isAlike(anomaly: Anomaly, shown: Shown): boolean {
  return likenessesOf(anomaly).some((name) => {
    const before = shown.get(name)
    if (!before) return false
    const reach = before.cells.size >= alikeCells ? underWayMilliseconds : alikeMilliseconds
    return Math.abs(anomaly.onset - before.last) <= reach
  })
}

/** What went wrong with a sensor is its own; what is measured may be so in many places. */
function likenessesOf(anomaly: Anomaly): readonly string[] {
  const { detector, metric, value, expected, contributors = [] } = anomaly
  if (detector === 'rarity') return [`${metric} ${value >= expected ? 'high' : 'low'}`]
  if (detector !== 'relations') return []
  return contributors
    .filter(({ share }) => share >= mainShare)
    .map(({ label }) => `${label} apart from the others`)
}
