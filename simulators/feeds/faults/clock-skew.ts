import * as z from 'zod'
import { openGatewayFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault, type Sent } from './fault.ts'
import type { Places } from './places.ts'

/** A gateway that lost its time server: every stamp is wrong by the same amount. */
export const ClockSkewFault = FaultPlace.extend({
  kind: z.literal('clock-skew'),
  /** Negative is behind. */
  bySeconds: z.number().int().min(-86_400).max(86_400),
})
export type ClockSkewFault = z.infer<typeof ClockSkewFault>

export function openClockSkew(spec: ClockSkewFault, places: Places): OpenFault {
  const skew = 1_000 * spec.bySeconds
  const stamp = (at: number) => (at >= spec.onset && at < spec.end ? Math.max(0, at + skew) : at)
  const deliver = ({ dueAt, frame }: Sent): Sent[] => {
    const readings = frame.readings.map((reading) => ({ ...reading, at: stamp(reading.at) }))
    return [{ dueAt, frame: { ...frame, sentAt: stamp(frame.sentAt), readings } }]
  }
  return openGatewayFault(spec, places, { deliver })
}
