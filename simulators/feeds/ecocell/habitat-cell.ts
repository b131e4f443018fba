import type { SiteClock } from '#simulators/feeds/climate/site-clock.ts'
import type { Weather } from '#simulators/feeds/climate/weather.ts'
import { sineOfTurns, smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import { placeSeed } from '#simulators/feeds/noise/hash.ts'
import { wander } from '#simulators/feeds/noise/wander.ts'
import { type Air, advanceAir, restingAir } from './air.ts'
import { listen, nextSetpoint, powerFor, usualSetpoint, wishFor } from './controller.ts'
import { advanceMood, type Mood } from './mood.ts'
import { occupancyAt } from './occupancy.ts'
import { closeWindow, type PeopleWindow, silentWindow, windowSeconds } from './people-window.ts'
import { type Person, populationOf } from './population.ts'
import type { Traits } from './traits.ts'

/** One habitat cell as it stands; changed in place, for there are many of them and many steps. */
export interface HabitatCell {
  readonly traits: Traits
  /** Who may report, if they agree to. */
  readonly people: readonly Person[]
  readonly seeds: Readonly<Record<'occupancy' | 'valence' | 'arousal' | 'people' | 'walls', number>>
  occupancy: number
  lux: number
  air: Air
  /** How stirred the controller takes people to be. */
  heard: number
  setpoint: number
  power: number
  mood: Mood
  window: PeopleWindow
  sum: { valence: number; arousal: number; weight: number }
  windowIndex: number
  /** The spore counter's reference, percent of its nominal value. */
  reference: number
}

export interface Surroundings {
  readonly clock: SiteClock
  readonly weather: Weather
  /** 1, or more where a fault makes controller and people answer one another too strongly. */
  readonly loopGain: number
  /** 1, or less where moods are smoothed away. */
  readonly liveliness: number
  /** Share of those who usually report that still do. */
  readonly reporters: number
  /** Beside the usual people, as a share of them. */
  readonly visitors: number
  /** How far the two groups of a cell have moved from one another, either way. */
  readonly rift: number
  /** A holiday, whatever the weekday. */
  readonly isRest: boolean
}

export function openHabitatCell(seed: number, site: string, cell: string, traits: Traits) {
  const seedFor = (purpose: string) => placeSeed(seed, site, cell, purpose)
  const mood: Mood = { valence: traits.valence, arousal: traits.arousal }
  const habitat: HabitatCell = {
    traits,
    people: populationOf(site, cell, traits.reporters, seed),
    seeds: {
      occupancy: seedFor('occupancy'),
      valence: seedFor('valence'),
      arousal: seedFor('arousal'),
      people: seedFor('people'),
      walls: seedFor('walls'),
    },
    occupancy: 0.5,
    lux: 0,
    air: restingAir(21),
    heard: 0,
    setpoint: 20.6,
    power: 0,
    mood,
    window: silentWindow,
    sum: { valence: 0, arousal: 0, weight: 0 },
    windowIndex: -1,
    reference: 100,
  }
  return habitat
}

export function stepHabitatCell(
  cell: HabitatCell,
  around: Surroundings,
  at: number,
  elapsed: number,
): void {
  const { clock, weather } = around
  const hour = clock.civilHour(at)
  const usual = usualSetpoint(hour)
  const usually = occupancyAt(cell.seeds.occupancy, cell.traits.work, clock, at, around.isRest)
  cell.occupancy = usually + around.visitors
  cell.lux = luxIn(cell, weather, hour, clock.solarHour(at))
  if (Math.floor(at / windowSeconds) !== cell.windowIndex) {
    answerPeople(cell, around, usual, at)
  }
  cell.power = powerFor(cell.setpoint, cell.air.celsius, weather.celsius)
  const release = 1 + 0.16 * wander(cell.seeds.walls, at, 7_200)
  const { traits, occupancy, lux, power } = cell
  cell.air = advanceAir(cell.air, { weather, traits, occupancy, lux, power, release }, elapsed)
  cell.reference = 100 + 0.35 * wander(cell.seeds.walls ^ 1, at, 400_000)
  feel(cell, around, usual, at, elapsed)
}

function feel(cell: HabitatCell, around: Surroundings, usual: number, at: number, elapsed: number) {
  const { seeds, traits, air, setpoint } = cell
  cell.mood = advanceMood(
    cell.mood,
    {
      traits,
      celsius: air.celsius,
      co2: air.co2,
      setpoint,
      usualSetpoint: usual,
      bustle: bustleAt(around.clock.civilHour(at)),
      valenceDrift: valenceDrift(seeds.valence, at),
      arousalDrift: arousalDrift(seeds.arousal, at),
      liveliness: around.liveliness,
      answer: around.loopGain,
    },
    elapsed,
  )
  cell.sum.valence += cell.mood.valence * elapsed
  cell.sum.arousal += cell.mood.arousal * elapsed
  cell.sum.weight += elapsed
}

function valenceDrift(seed: number, at: number): number {
  return 0.07 * wander(seed, at, 18_000) + 0.06 * wander(seed ^ 1, at, 130_000)
}

function arousalDrift(seed: number, at: number): number {
  return 0.06 * wander(seed, at, 14_000) + 0.05 * wander(seed ^ 1, at, 110_000)
}

/** Closes the window of reports that has just ended, and lets the controller answer it. */
function answerPeople(cell: HabitatCell, around: Surroundings, usual: number, at: number): void {
  const { sum, traits } = cell
  if (sum.weight > 0) {
    const mean = { valence: sum.valence / sum.weight, arousal: sum.arousal / sum.weight }
    const { occupancy } = cell
    const { liveliness: variety, rift } = around
    const people = cell.people.slice(0, Math.round(cell.people.length * around.reporters))
    cell.window = closeWindow(mean, { people, occupancy, variety, rift }, cell.seeds.people, at)
    const expected = traits.arousal + bustleAt(around.clock.civilHour(at))
    // What too few say moves nothing either.
    const { told } = cell.window
    const stirred = told.kind === 'shown' ? told.arousal - expected : 0
    cell.heard = listen(cell.heard, stirred, windowSeconds)
    const wish = wishFor(usual, cell.heard, around.loopGain)
    cell.setpoint = nextSetpoint(cell.setpoint, wish, at % 3_600 < windowSeconds)
  }
  cell.windowIndex = Math.floor(at / windowSeconds)
  cell.sum = { valence: 0, arousal: 0, weight: 0 }
}

/** People are liveliest in the afternoon and quiet before dawn. */
function bustleAt(civilHour: number): number {
  return 0.14 * sineOfTurns(civilHour / 24 - 0.375)
}

/** Daylight by the façade's side, and lamps while people are up and it is dark. */
function luxIn(cell: HabitatCell, weather: Weather, civilHour: number, solarHour: number): number {
  const { traits } = cell
  const side = 1 + 0.45 * traits.west * sineOfTurns((solarHour - 12) / 24)
  const daylight = weather.lux * traits.daylightShare * side
  const awake = smoothStep(civilHour, 5.5, 7) - smoothStep(civilHour, 21.5, 23.5)
  const lamps = traits.lampLux * (0.06 + 0.94 * awake) * (1 - smoothStep(daylight, 200, 1_500))
  return daylight + lamps
}
