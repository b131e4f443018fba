import type * as z from 'zod'
import type { Sensor } from '#domain/sensor.ts'
import type { Disturbance, OpenFault, SitePlace } from './fault.ts'
import { labelOf } from './label-of.ts'
import type { Places } from './places.ts'

type Placed = z.infer<typeof SitePlace> & { readonly kind: string }

interface Widespread {
  readonly touches: (sensor: Sensor) => boolean
  /** By the place of the cell among the site's. */
  readonly disturb?: (cell: string, index: number) => Disturbance
  readonly settlingMilliseconds?: number
  readonly ordinary?: boolean
}

/** Comes over all cells of a site that have something to show of it. */
export function openSiteFault(spec: Placed, places: Places, wide: Widespread): OpenFault {
  const { touches, disturb, ...rest } = wide
  const touched = (places.get(spec.site)?.cells ?? []).flatMap(({ cell, sensors }) => {
    const keys = sensors.filter(touches).map(({ key }) => key)
    return keys.length > 0 ? [{ cell, keys }] : []
  })
  const cells = touched.map(({ cell }) => cell)
  const sensors = touched.flatMap(({ keys }) => keys)
  return {
    label: labelOf(spec, { sensors, cells, ...rest }),
    disturbances: disturb ? cells.map(disturb) : [],
  }
}
