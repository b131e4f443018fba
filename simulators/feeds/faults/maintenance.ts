import * as z from 'zod'
import { openGatewayFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import type { Places } from './places.ts'

/** Announced work at a cell: its gateway is switched off, and on again. */
export const MaintenanceFault = FaultPlace.extend({ kind: z.literal('maintenance') })
export type MaintenanceFault = z.infer<typeof MaintenanceFault>

export function openMaintenance(spec: MaintenanceFault, places: Places): OpenFault {
  const fault = openGatewayFault(spec, places, { distort: () => undefined })
  return { ...fault, label: { ...fault.label, ordinary: true } }
}
