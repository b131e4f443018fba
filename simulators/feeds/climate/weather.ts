import { clamp, exponential, sineOfTurns } from '#simulators/feeds/noise/exact-math.ts'
import { placeSeed } from '#simulators/feeds/noise/hash.ts'
import { wander } from '#simulators/feeds/noise/wander.ts'
import type { SiteClock } from './site-clock.ts'

export interface Weather {
  /** Horizontal illuminance outdoors, lux. */
  readonly lux: number
  /** The same as a share of a bright noon. */
  readonly light: number
  readonly celsius: number
  /** Water vapour pressure outdoors, hPa. */
  readonly vapour: number
  /** Soil follows the fronts and little of the day. */
  readonly soilCelsius: number
}

export type Sky = (atSeconds: number) => Weather

const hours = 3600
const brightNoonLux = 100_000
const year = 365.2422
/** All sites lie at 47° north: a site file does not say where it is. */
const latitude = { sine: 0.731, cosine: 0.682 }

/** Weather over one site, a function of seed, place and time alone. */
export function openSky(seed: number, site: string, clock: SiteClock): Sky {
  const front = placeSeed(seed, site, 'front')
  const cover = placeSeed(seed, site, 'cover')
  const passing = placeSeed(seed, site, 'passing-clouds')
  return (at) => {
    const turn = clock.solarHour(at) / 24
    const summer = sineOfTurns(at / 86_400 / year - 0.22)
    const cloud = clamp(
      0.42 + 0.26 * wander(cover, at, 26 * hours) + 0.1 * wander(passing, at, 4 * hours),
      0,
      1,
    )
    const broken = clamp(cloud + 0.5 * cloud * (1 - cloud) * wander(passing, at, 600), 0, 1)
    const lux = illuminance(sunHeight(turn, summer), broken)
    const season = 11 + 9 * summer + 2.6 * wander(front, at, 40 * hours)
    const swing = (5 - 3 * cloud) * sineOfTurns(turn - 9 / 24)
    return {
      lux,
      light: lux / brightNoonLux,
      celsius: season + swing,
      vapour: 0.78 * saturationVapour(season),
      soilCelsius: 15 + 0.35 * (season - 11) + 0.15 * swing,
    }
  }
}

/** Sine of the sun's elevation. */
function sunHeight(turn: number, summer: number): number {
  const declination = 0.398 * summer
  const along = latitude.cosine * Math.sqrt(1 - declination * declination)
  return latitude.sine * declination + along * sineOfTurns(turn - 0.25)
}

/** A clear noon brings about 100 klx, an overcast one a quarter (Kasten and Czeplak 1980); dusk fades. */
function illuminance(height: number, cloud: number): number {
  const through = 1 - 0.75 * cloud * cloud * cloud
  const up = Math.max(0, height + 0.05)
  return 118_000 * up * Math.min(1, 0.4 + up) * through
}

/** Magnus formula, hPa. */
export function saturationVapour(celsius: number): number {
  return 6.112 * exponential((17.62 * celsius) / (243.12 + celsius))
}
