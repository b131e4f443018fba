import type { FaultSpec } from '#simulators/feeds/faults/registry.ts'
import { uniform } from '#simulators/feeds/noise/hash.ts'

const hour = 3_600_000
const day = 24 * hour

const cells = [
  ...['lantern-terrace', 'moss-gallery', 'tidewater-commons', 'weavers-court', 'ember-kitchen'],
  ...['willow-school', 'quiet-library', 'heron-house', 'fern-infirmary', 'elders-arcade'],
]
/** Nothing is asked of detectors before they have seen a weekend's worth of days. */
const firstDay = 3
/** A fault and its after-effects, and a day of rest between. */
const slotDays = 3

/** Faults of the three classes at their default strengths, one class at a time, at any hour. */
export function faultyMonth(seed: number, from: number): FaultSpec[] {
  const slots = Math.floor((30 - firstDay) / slotDays)
  return Array.from({ length: slots }, (_, slot) => {
    const onset = Math.round(from + (firstDay + slot * slotDays + uniform(seed, slot)) * day)
    return faultsOf((slot + seed) % 3, seed * 100 + slot, onset)
  }).flat()
}

function faultsOf(kind: number, seed: number, onset: number): FaultSpec[] {
  const first = Math.floor(uniform(seed, 1) * cells.length)
  const chosen = [0, 1, 2].map((step) => cells[(first + 3 * step) % cells.length] ?? '')
  const site = 'habitat'
  if (kind === 0)
    return [{ kind: 'fragmentation', site, onset, end: onset + 12 * hour, size: 0.35 }]
  if (kind === 1)
    return chosen.map((cell) => ({
      ...{ kind: 'hyper-curation', site, cell, damping: 0.9 },
      ...{ onset, end: onset + (12 + 24 * uniform(seed, 2)) * hour },
    }))
  return chosen.map((cell) => ({
    ...{ kind: 'emotional-runaway', site, cell, gain: 13, buildUpSeconds: 10_800 },
    ...{ onset, end: onset + 10 * hour },
  }))
}

/** Whatever is told in such a month is a false alarm. */
export function ordinaryMonth(seed: number, from: number): FaultSpec[] {
  const site = 'habitat'
  const times = (count: number, purpose: number) =>
    Array.from({ length: count }, (_, index) =>
      Math.round(from + 30 * day * ((index + uniform(seed ^ purpose, index)) / count)),
    )
  const placeOf = (purpose: number, index: number) =>
    cells[Math.floor(uniform(seed ^ purpose, 50 + index) * cells.length)] ?? ''
  return [
    ...times(3, 1).map(
      (onset): FaultSpec => ({ kind: 'holiday', site, onset, end: onset + 24 * hour }),
    ),
    ...times(12, 2).map(
      (onset, index): FaultSpec => ({
        ...{ kind: 'class-visit', site, cell: placeOf(2, index), extra: 0.9 },
        ...{ onset, end: onset + 1.5 * hour },
      }),
    ),
    ...times(10, 3).map(
      (onset, index): FaultSpec => ({
        ...{ kind: 'consent-withdrawal', site, cell: placeOf(3, index) },
        ...{ share: 0.3 + 0.65 * uniform(seed, 70 + index), onset, end: onset + 20 * hour },
      }),
    ),
    ...times(3, 4).map(
      (onset, index): FaultSpec => ({
        ...{ kind: 'weather-front', site, onset, end: onset + 20 * hour },
        size: index % 2 === 0 ? -8 : 8,
      }),
    ),
    ...times(6, 5).map(
      (onset, index): FaultSpec => ({
        ...{ kind: 'maintenance', site, cell: placeOf(5, index), onset, end: onset + hour },
      }),
    ),
  ]
}
