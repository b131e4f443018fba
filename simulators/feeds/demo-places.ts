import type { FaultSpec } from './faults/registry.ts'

type Draft = (onset: number) => FaultSpec

const minute = 60_000
const hour = 60 * minute
const habitat = (cell: string, sensor: string) => ({ site: 'habitat', cell, sensor })
const basin = (cell: string, sensor: string) => ({ site: 'basin', cell, sensor })

/** Faults that anyone sees within a minute; two in a row are never of the same feed. */
export const demoAcute: readonly Draft[] = [
  (onset) => shift(habitat('lantern-terrace', 'co2'), onset, 1_400),
  (onset) => shift(basin('saffron-rows', 'dissolved-oxygen'), onset, -4),
  (onset) => spike(habitat('ember-kitchen', 'air-temperature'), onset, 14),
  (onset) => spike(basin('clover-steps', 'nitrate'), onset, 260),
  (onset) => shift(habitat('willow-school', 'spore-density'), onset, 900),
  (onset) => ({
    kind: 'hub-failure',
    site: 'basin',
    cell: 'hub-south',
    onset,
    end: onset + 3 * minute,
    depth: 0.95,
    rampSeconds: 8,
  }),
  (onset) => shift(habitat('moss-gallery', 'air-temperature'), onset, -7),
  (onset) => shift(basin('alder-bed', 'ph'), onset, -1.6),
  (onset) => ({
    kind: 'dropout',
    site: 'habitat',
    cell: 'elders-arcade',
    onset,
    end: onset + 4 * minute,
  }),
  (onset) => spike(basin('umber-compost', 'electrical-conductivity'), onset, 4),
]

/** Longer stories for the days before. */
export const demoPast: readonly Draft[] = [
  (onset) => ({
    kind: 'hub-failure',
    site: 'basin',
    cell: 'hub-south',
    onset,
    end: onset + 5 * hour,
    depth: 0.8,
    rampSeconds: 600,
  }),
  (onset) => ({
    kind: 'emotional-runaway',
    site: 'habitat',
    cell: 'weavers-court',
    onset,
    end: onset + 9 * hour,
    gain: 13,
    buildUpSeconds: 10_800,
  }),
  (onset) => ({
    kind: 'stuck',
    ...basin('dew-orchard', 'soil-moisture'),
    onset,
    end: onset + 20 * hour,
  }),
  (onset) => ({
    kind: 'drift',
    ...habitat('fern-infirmary', 'co2'),
    onset,
    end: onset + 16 * hour,
    perHour: 45,
  }),
  (onset) => ({
    kind: 'level-shift',
    ...basin('reed-basin', 'ph'),
    onset,
    end: onset + 7 * hour,
    size: 0.9,
  }),
]

function shift(place: { site: string; cell: string; sensor: string }, onset: number, size: number) {
  return { kind: 'level-shift', ...place, onset, end: onset + 3 * minute, size } as const
}

function spike(place: { site: string; cell: string; sensor: string }, onset: number, size: number) {
  return { kind: 'spike', ...place, onset, end: onset + 2 * minute, size } as const
}
