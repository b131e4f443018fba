import { gaussian, mix, placeSeed } from '#simulators/feeds/noise/hash.ts'

/** One of those who tell how they feel: the same whatever the seed of the weather. */
export interface Person {
  readonly subject: string
  readonly group: string
  readonly seed: number
  /** By how much they are sunnier, and livelier, than others. */
  readonly valence: number
  readonly arousal: number
}

const groups = ['ground-floor', 'upper-floor'] as const
const natureScatter = 0.2

/** `seed` is the world's: people stay who they are, what they feel at a moment does not. */
export function populationOf(
  site: string,
  cell: string,
  reporters: number,
  seed: number,
): readonly Person[] {
  const household = placeSeed(0, site, cell, 'people')
  return Array.from({ length: reporters }, (_, index) => {
    const nature = mix(household, index)
    return {
      subject: `p-${nature.toString(36).padStart(7, '0')}`,
      group: groups[index % groups.length] ?? groups[0],
      seed: mix(nature, seed),
      valence: natureScatter * gaussian(nature, 1),
      arousal: natureScatter * gaussian(nature, 2),
    }
  })
}
