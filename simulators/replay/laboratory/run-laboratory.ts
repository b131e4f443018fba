import type { Site } from '#domain/site.ts'
import { type FaultKind, faultSchemas } from '#simulators/feeds/faults/registry.ts'
import { scheduleOf } from '#simulators/feeds/faults/schedule.ts'
import { loadSite, siteNames } from '#simulators/feeds/load-site.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import { type Judged, judgeLived } from './judge-lived.ts'
import { planFaults } from './plan-faults.ts'
import { openLive } from './play-live.ts'

export interface LaboratoryOptions {
  readonly seed: number
  readonly days: number
  readonly everySeconds: number
  /** None for a world in which nothing is wrong. */
  readonly kinds: readonly FaultKind[]
  readonly ofEachKind: number
  readonly onProgress: (share: number) => void
  /** Of each reading after the days of learning. */
  readonly onScore?: (score: number) => void
}

/** A Monday in spring, so that days lengthen meanwhile. */
const start = Date.UTC(2026, 2, 2)
const day = 86_400_000
/** Detectors have a week to learn; what is told in it is not judged. */
export const learningDays = 7

export const faultKinds: readonly FaultKind[] = faultSchemas.map(({ shape }) => shape.kind.value)
/** What takes weeks, on a sensor which nothing else touches, is asked for by its name: hardly another finds room beside it. */
export const usualKinds: readonly FaultKind[] = faultKinds.filter(
  (kind) => kind !== 'lost-resilience',
)

/** Both sites, 250 sensors, through the code that runs behind the stream. */
export function runLaboratory(options: LaboratoryOptions): {
  readonly judged: Judged
  readonly readings: number
  readonly sensors: number
} {
  const sites: readonly Site[] = siteNames.map(loadSite)
  const places = new Map(sites.map((site) => [site.site, placeOf(site)]))
  const to = start + options.days * day
  const faultsFrom = start + learningDays * day
  const { seed, ofEachKind } = options
  const plan = { from: start, to, faultsFrom, seed, ofEachKind }
  const faults = options.kinds.length === 0 ? [] : planFaults(places, plan, options.kinds)
  const beat = options.everySeconds * 1000
  const world = createWorld({
    ...{ sites, seed: options.seed, from: start, boot: `lab-${options.seed}` },
    faults: scheduleOf(faults),
    sampleEverySeconds: options.everySeconds,
    frameEverySeconds: options.everySeconds,
  })
  const live = openLive(sites, start, {
    score: (score, at) => {
      if (at >= faultsFrom) options.onScore?.(score)
    },
  })
  for (let time = start + beat; time <= to; time += beat) {
    for (const frame of world.framesUntil(time)) live.hear(frame)
    live.pass(time)
    options.onProgress((time - start) / (to - start))
  }
  const lived = live.end()
  const sensors = [...live.cells.values()].reduce((sum, cell) => sum + cell.sensors.length, 0)
  return {
    judged: judgeLived(lived, world.labels(), faultsFrom),
    readings: lived.readings,
    sensors,
  }
}
