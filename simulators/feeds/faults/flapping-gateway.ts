import * as z from 'zod'
import { openGatewayFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import type { Places } from './places.ts'

/** A gateway at the edge of its radio: it comes and goes, and what it measured meanwhile is gone. */
export const FlappingGatewayFault = FaultPlace.extend({
  kind: z.literal('flapping-gateway'),
  everySeconds: z.number().int().min(10).max(86_400).default(300),
  silentShare: z.number().min(0.05).max(0.95).default(0.5),
})
export type FlappingGatewayFault = z.infer<typeof FlappingGatewayFault>

export function openFlappingGateway(spec: FlappingGatewayFault, places: Places): OpenFault {
  const period = 1_000 * spec.everySeconds
  const silent = period * spec.silentShare
  return openGatewayFault(spec, places, {
    distort: (value, at) => ((at - spec.onset) % period < silent ? undefined : value),
  })
}
