import * as z from 'zod'
import { uniform } from '#simulators/feeds/noise/hash.ts'
import { openGatewayFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault, type Sent } from './fault.ts'
import { faultSeed } from './fault-seed.ts'
import type { Places } from './places.ts'

/** Two ways to the bus, one of them slow: some frames arrive after those that were sent later. */
export const ReorderedDeliveryFault = FaultPlace.extend({
  kind: z.literal('reordered-delivery'),
  /** Of the frames. */
  share: z.number().min(0.01).max(1).default(0.4),
  /** The longest; up to 30 s is waited for, what is later is kept and shown as late. */
  delaySeconds: z.number().int().min(1).max(3_600).default(25),
})
export type ReorderedDeliveryFault = z.infer<typeof ReorderedDeliveryFault>

export function openReorderedDelivery(spec: ReorderedDeliveryFault, places: Places): OpenFault {
  const seed = faultSeed(spec)
  const deliver = ({ dueAt, frame }: Sent): Sent[] => {
    const isSlow = uniform(seed, dueAt / 1_000) < spec.share
    const delay = isSlow ? Math.ceil(1_000 * spec.delaySeconds * uniform(seed ^ 1, dueAt)) : 0
    return [{ dueAt: dueAt + delay, frame }]
  }
  return openGatewayFault(spec, places, { deliver })
}
