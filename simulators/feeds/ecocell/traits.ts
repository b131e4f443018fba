import { placeSeed, uniform } from '#simulators/feeds/noise/hash.ts'

/** What is built and who lives there: the same whatever the seed of the weather. */
export interface Traits {
  /** People when full. */
  readonly capacity: number
  /** People who report how they feel often enough to count in a window. */
  readonly reporters: number
  /** 0 is a home, 1 a place of work. */
  readonly work: number
  /** Share of the outdoor light that reaches the sensor: 2 to 5 % behind good glazing. */
  readonly daylightShare: number
  /** −1 looks east, 1 west. */
  readonly west: number
  readonly lampLux: number
  /** Fresh air with nobody in, per hour; EN 16798 asks for about one. */
  readonly airChangesPerHour: number
  readonly comfortCelsius: number
  readonly sporeSource: number
  readonly valence: number
  readonly arousal: number
}

export function traitsOf(site: string, cell: string): Traits {
  const seed = placeSeed(0, site, cell, 'household')
  const between = (index: number, from: number, to: number) =>
    from + (to - from) * uniform(seed, index)
  const small = uniform(seed, 0) < 1 / 6
  return {
    capacity: small ? between(1, 9, 16) : between(1, 64, 130),
    reporters: Math.floor(small ? between(2, 4, 10) : between(2, 42, 96)),
    work: between(3, 0, 1),
    daylightShare: between(4, 0.02, 0.05),
    west: between(5, -1, 1),
    lampLux: between(6, 220, 420),
    airChangesPerHour: between(7, 0.8, 1.3),
    comfortCelsius: between(8, 20.9, 22.3),
    sporeSource: between(9, 140, 260),
    valence: between(10, 0.16, 0.36),
    arousal: between(11, -0.12, 0.08),
  }
}
