import type { WindowAggregate } from '#domain/people/aggregate-reports.ts'
import type { Cell } from '#domain/sensor.ts'
import type { FeedModel, Probe, SiteModel, SiteSetting } from '#simulators/feeds/feed-model.ts'
import { humidityOf } from './air.ts'
import { type HabitatCell, openHabitatCell, stepHabitatCell } from './habitat-cell.ts'
import { silentWindow, windowSeconds } from './people-window.ts'
import { traitsOf } from './traits.ts'

/** Above 1, controller and people answer one another more strongly than they should. */
export const loopGain = 'loop-gain'
/** Below 1, people's ups and downs are smoothed away. */
export const liveliness = 'liveliness'
/** Below 1, fewer of those who could report do. */
export const reporters = 'reporters'
/** By how much more than 1, so many besides are there, as a share of the cell's people. */
export const visitors = 'visitors'
/** By how much more than 1, so far have the groups of a cell moved from its mean, either way. */
export const rift = 'rift'
/** Other than 1, a day is a day of rest. */
export const rest = 'rest'

export const ecocellModel: FeedModel = { feed: 'ecocell', open }

function open(setting: SiteSetting): SiteModel {
  const { seed, clock, sky, influence } = setting
  const habitats = new Map<string, HabitatCell>(
    setting.cells.map(({ site, cell }) => [
      cell,
      openHabitatCell(seed, site, cell, traitsOf(site, cell)),
    ]),
  )
  return {
    step: (at, elapsed) => {
      const weather = sky(at)
      for (const [name, habitat] of habitats) {
        const around = {
          clock,
          weather,
          loopGain: influence(loopGain, name, at),
          liveliness: influence(liveliness, name, at),
          reporters: influence(reporters, name, at),
          visitors: influence(visitors, name, at) - 1,
          rift: influence(rift, name, at) - 1,
          isRest: influence(rest, name, at) !== 1,
        }
        stepHabitatCell(habitat, around, at, elapsed)
      }
    },
    said: (name) => {
      const habitat = habitats.get(name)
      if (!habitat || habitat.window === silentWindow) return undefined
      const closedAtSeconds = habitat.windowIndex * windowSeconds
      return { closedAtSeconds, reports: habitat.window.reports }
    },
    probe: (cell: Cell, sensor) => {
      const habitat = habitats.get(cell.cell)
      return habitat && probes[sensor.metric]?.(habitat)
    },
  }
}

/** Scatter as data sheets give it: thermistor 0.03 K, capacitive humidity 0.2 %, NDIR 6 ppm, photodiode 1 %. */
const probes: Readonly<Record<string, (cell: HabitatCell) => Probe>> = {
  'air-temperature': (cell) => ({ read: () => cell.air.celsius, scatter: () => 0.03 }),
  humidity: (cell) => ({ read: () => humidityOf(cell.air), scatter: () => 0.2 }),
  co2: (cell) => ({ read: () => cell.air.co2, scatter: () => 6 }),
  light: (cell) => ({ read: () => cell.lux, scatter: () => 0.5 + 0.01 * cell.lux }),
  // A counter sees single spores, so it scatters with the root of what it counts.
  'spore-density': (cell) => ({
    read: () => (cell.air.spores * cell.reference) / 100,
    scatter: () => 0.35 * Math.sqrt(cell.air.spores),
  }),
  'spore-calibration': (cell) => ({ read: () => cell.reference, scatter: () => 0.06 }),
  'temperature-setpoint': (cell) => ({ read: () => cell.setpoint, scatter: () => 0 }),
  'conditioning-power': (cell) => ({ read: () => 100 * cell.power, scatter: () => 0 }),
  'mood-valence': (cell) => mood(cell, ({ valence }) => valence),
  'mood-arousal': (cell) => mood(cell, ({ arousal }) => arousal),
  'mood-variety': (cell) => mood(cell, ({ variety }) => variety),
  'mood-agreement': (cell) => mood(cell, ({ agreement }) => agreement),
  'mood-division': (cell) => mood(cell, ({ division }) => division),
}

type Shown = Extract<WindowAggregate, { kind: 'shown' }>

/** What cannot be told stands for nobody, so that the gateway withholds it. */
function mood(cell: HabitatCell, of: (told: Shown) => number | null): Probe {
  const told = () => {
    const { told } = cell.window
    return told.kind === 'shown' ? of(told) : null
  }
  return {
    read: () => told() ?? 0,
    scatter: () => 0,
    people: () => {
      const { told } = cell.window
      return told.kind === 'shown' && of(told) !== null ? told.people : 0
    },
  }
}
