import * as z from 'zod'
import { Slug } from '#domain/slug.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { labelOf } from './label-of.ts'
import { findCell, type Places } from './places.ts'

/** A dead battery, or without a sensor named the whole gateway: no readings at all. */
export const DropoutFault = FaultPlace.extend({
  kind: z.literal('dropout'),
  sensor: Slug.optional(),
})
export type DropoutFault = z.infer<typeof DropoutFault>

export function openDropout(spec: DropoutFault, places: Places): OpenFault {
  const { site, cell } = spec
  const sensors = findCell(places, site, cell)?.sensors ?? []
  const silent = sensors.filter(({ sensor }) => spec.sensor === undefined || sensor === spec.sensor)
  return {
    label: labelOf(spec, { sensors: silent.map((sensor) => sensor.key) }),
    distort: () => undefined,
    disturbances: [],
  }
}
