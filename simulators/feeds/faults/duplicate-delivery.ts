import * as z from 'zod'
import { uniform } from '#simulators/feeds/noise/hash.ts'
import { openGatewayFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault, type Sent } from './fault.ts'
import { faultSeed } from './fault-seed.ts'
import type { Places } from './places.ts'

/** Acknowledgements that get lost: the gateway sends frames again that had arrived. */
export const DuplicateDeliveryFault = FaultPlace.extend({
  kind: z.literal('duplicate-delivery'),
  /** Of the frames. */
  share: z.number().min(0.01).max(1).default(0.3),
  delaySeconds: z.number().int().min(0).max(3_600).default(20),
})
export type DuplicateDeliveryFault = z.infer<typeof DuplicateDeliveryFault>

export function openDuplicateDelivery(spec: DuplicateDeliveryFault, places: Places): OpenFault {
  const seed = faultSeed(spec)
  const deliver = (sent: Sent): Sent[] =>
    uniform(seed, sent.dueAt / 1_000) < spec.share
      ? [sent, { ...sent, dueAt: sent.dueAt + 1_000 * spec.delaySeconds }]
      : [sent]
  return openGatewayFault(spec, places, { deliver })
}
