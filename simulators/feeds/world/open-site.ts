import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell } from '#domain/sensor.ts'
import type { Site } from '#domain/site.ts'
import { openSiteClock } from '#simulators/feeds/climate/site-clock.ts'
import { openSky, type Sky } from '#simulators/feeds/climate/weather.ts'
import type { Place } from '#simulators/feeds/faults/places.ts'
import type { Influence, SiteModel } from '#simulators/feeds/feed-model.ts'
import { feedModels } from '#simulators/feeds/feed-models.ts'

/** By how much it differs from 1, it is so many kelvin warmer or colder outside. */
export const front = 'front'
/** Soil follows the air by about a third. */
const soilShare = 0.35

export interface LivingCell {
  readonly cell: Cell
  readonly model: SiteModel
}

/** A site's cells with the models that run them. Cells of no known feed stay silent: they are only replayed. */
export interface LivingSite {
  readonly models: readonly SiteModel[]
  readonly cells: readonly LivingCell[]
}

export function placeOf(site: Site): Place {
  const resolved = resolveSite(site)
  if (resolved.kind === 'refused') {
    const reasons = resolved.problems.map(({ message }) => message)
    throw new Error(`Site ${site.site} cannot be simulated: ${reasons.join('; ')}.`)
  }
  return { site, cells: resolved.cells }
}

export function openLivingSite(seed: number, place: Place, influence: Influence): LivingSite {
  const { site } = place
  const clock = openSiteClock(site.timeZone)
  const sky = withFront(openSky(seed, site.site, clock), influence)
  const groups = feedModels.flatMap((feedModel) => {
    const cells = place.cells.filter((cell) => cell.feed === feedModel.feed)
    if (cells.length === 0) return []
    return [{ cells, model: feedModel.open({ seed, site, cells, clock, sky, influence }) }]
  })
  return {
    models: groups.map(({ model }) => model),
    cells: groups.flatMap(({ cells, model }) => cells.map((cell) => ({ cell, model }))),
  }
}

function withFront(sky: Sky, influence: Influence): Sky {
  return (at) => {
    const weather = sky(at)
    const kelvin = influence(front, '', at) - 1
    if (kelvin === 0) return weather
    const { celsius, soilCelsius } = weather
    return { ...weather, celsius: celsius + kelvin, soilCelsius: soilCelsius + soilShare * kelvin }
  }
}
