import * as z from 'zod'
import { vigour } from '#simulators/feeds/nutrient-network/model.ts'
import { openCellFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import type { Places } from './places.ts'
import { courseOf } from './ramp.ts'

/** A cluster's Symbiogens fall ill: they carry less to the roots, and what is not taken up stays in the solution. */
export const SymbiogenMalfunctionFault = FaultPlace.extend({
  kind: z.literal('symbiogen-malfunction'),
  /** Share of their vigour that is lost. */
  depth: z.number().min(0.05).max(1).default(0.7),
})
export type SymbiogenMalfunctionFault = z.infer<typeof SymbiogenMalfunctionFault>

/** Water is the drippers' business; all else is theirs. */
const carried = new Set([
  'symbiogen-activity',
  'dissolved-oxygen',
  'nitrate',
  'phosphate',
  'electrical-conductivity',
  'ph',
])
/** The solution is replaced within seven hours, so little is left after two days. */
const settlingMilliseconds = 72 * 3_600_000

export function openSymbiogenMalfunction(
  spec: SymbiogenMalfunctionFault,
  places: Places,
): OpenFault {
  const course = courseOf(spec)
  const factor = (at: number) => 1 - spec.depth * course(at)
  return openCellFault(spec, places, {
    name: vigour,
    factor,
    metrics: carried,
    settlingMilliseconds,
  })
}
