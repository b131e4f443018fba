import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { type FaultSpec, openFault } from '#simulators/feeds/faults/registry.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import { basin, habitat, hours, monday, record, seriesOf } from './recording.ts'

/** A morning with faults from seven to nine, beside the same morning without. */
export const places = new Map([habitat, basin].map((site) => [site.site, placeOf(site)]))
export const [onset, end] = [monday + hours(7), monday + hours(9)]
export const when = { onset, end }
export const air = { site: 'habitat', cell: 'moss-gallery', sensor: 'air-temperature' }
export const soil = { site: 'basin', cell: 'dew-orchard', sensor: 'nitrate' }

export const sampling = { sampleEverySeconds: 60, frameEverySeconds: 60 }
export const stretch = { ...sampling, from: monday + hours(5), to: monday + hours(12) }
export const clean = seriesOf(record(stretch))

export function labelOf(spec: FaultSpec): FaultLabel {
  return openFault(spec, places).label
}
