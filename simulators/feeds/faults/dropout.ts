import * as z from 'zod'
import { Slug } from '#domain/slug.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { findCell, type Places } from './places.ts'

/** A dead battery, or without a sensor named the whole gateway: no readings at all. */
export const DropoutFault = FaultPlace.extend({
  kind: z.literal('dropout'),
  sensor: Slug.optional(),
})
export type DropoutFault = z.infer<typeof DropoutFault>

export function openDropout(spec: DropoutFault, places: Places): OpenFault {
  const { kind, site, cell, onset, end } = spec
  const sensors = findCell(places, site, cell)?.sensors ?? []
  const silent = sensors.filter(({ sensor }) => spec.sensor === undefined || sensor === spec.sensor)
  return {
    label: {
      kind,
      site,
      sensors: silent.map((sensor) => sensor.key),
      onset,
      end,
      settledBy: end,
      rootCell: cell,
      expectedCells: [cell],
    },
    distort: () => undefined,
    disturbances: [],
  }
}
