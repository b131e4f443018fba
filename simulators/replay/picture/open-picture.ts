import type { ReportedFrame } from '#domain/frame.ts'
import type { Site } from '#domain/site.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { Places } from '#simulators/feeds/faults/places.ts'
import { openFault } from '#simulators/feeds/faults/registry.ts'
import type { GenerateOptions } from '#simulators/feeds/generate-frames.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import { chooseRows } from './choose-rows.ts'
import { drawPicture } from './draw-picture.ts'
import { openGathering } from './gather.ts'

export interface Picture {
  add(frame: ReportedFrame): void
  /** As SVG, when all frames were added. */
  draw(): string
}

/** Three pixels each: enough for a spike, little enough for a page of pictures. */
const slices = 288

/** What a run looks like is chosen before it begins, so that only what is shown is kept. */
export function openPicture(title: string, options: GenerateOptions): Picture {
  const { from, to, sites } = options
  const places = placesOf(sites)
  const labels = labelsOf(options, places)
  const rows = chooseRows(places, labels)
  const gathering = openGathering(
    rows.map(({ sensor }) => sensor.key),
    options,
    slices,
  )
  return {
    add: gathering.add,
    draw: () => drawPicture({ title, from, to, rows, labels, courses: gathering.courses() }),
  }
}

export function labelsOf({ faults, from, to }: GenerateOptions, places: Places): FaultLabel[] {
  const lookBack = 30 * 86_400_000
  return faults(from - lookBack, to)
    .map((spec) => openFault(spec, places).label)
    .filter(({ end }) => end > from)
}

export function placesOf(sites: readonly Site[]): Places {
  return new Map(sites.map((site) => [site.site, placeOf(site)]))
}
