import * as z from 'zod'
import { visitors } from '#simulators/feeds/ecocell/model.ts'
import { openCellFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { loopSettlingMilliseconds, withPeople } from './felt-metrics.ts'
import type { Places } from './places.ts'
import { courseOf } from './ramp.ts'

/** A school class comes to see a cell: it is crowded for an hour, as it should be. */
export const ClassVisitFault = FaultPlace.extend({
  kind: z.literal('class-visit'),
  /** Beside the usual ones, as a share of the cell's people. */
  extra: z.number().min(0.05).max(3).default(0.6),
})
export type ClassVisitFault = z.infer<typeof ClassVisitFault>

export function openClassVisit(spec: ClassVisitFault, places: Places): OpenFault {
  const course = courseOf(spec)
  return openCellFault(spec, places, {
    name: visitors,
    factor: (at) => 1 + spec.extra * course(at),
    metrics: withPeople,
    settlingMilliseconds: loopSettlingMilliseconds,
    ordinary: true,
  })
}
