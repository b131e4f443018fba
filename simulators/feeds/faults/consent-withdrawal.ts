import * as z from 'zod'
import { reporters } from '#simulators/feeds/ecocell/model.ts'
import { openCellFault } from './cell-fault.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { inTheLoop, loopSettlingMilliseconds } from './felt-metrics.ts'
import type { Places } from './places.ts'
import { courseOf } from './ramp.ts'

/** People withdraw their consent one after the other, until too few are left to be shown. */
export const ConsentWithdrawalFault = FaultPlace.extend({
  kind: z.literal('consent-withdrawal'),
  /** Of those who reported. */
  share: z.number().min(0.1).max(1).default(0.8),
})
export type ConsentWithdrawalFault = z.infer<typeof ConsentWithdrawalFault>

export function openConsentWithdrawal(spec: ConsentWithdrawalFault, places: Places): OpenFault {
  const course = courseOf(spec)
  return openCellFault(spec, places, {
    name: reporters,
    factor: (at) => 1 - spec.share * course(at),
    metrics: inTheLoop,
    settlingMilliseconds: loopSettlingMilliseconds,
  })
}
