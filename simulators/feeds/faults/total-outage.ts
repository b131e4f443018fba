import * as z from 'zod'
import { type OpenFault, SitePlace } from './fault.ts'
import type { Places } from './places.ts'
import { openSiteFault } from './site-fault.ts'

/** The whole site falls silent at one moment and comes back at another. */
export const TotalOutageFault = SitePlace.extend({ kind: z.literal('total-outage') })
export type TotalOutageFault = z.infer<typeof TotalOutageFault>

export function openTotalOutage(spec: TotalOutageFault, places: Places): OpenFault {
  return { ...openSiteFault(spec, places, { touches: () => true }), distort: () => undefined }
}
