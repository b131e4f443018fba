import * as z from 'zod'
import { rest } from '#simulators/feeds/ecocell/model.ts'
import { type OpenFault, SitePlace } from './fault.ts'
import { loopSettlingMilliseconds, withPeople } from './felt-metrics.ts'
import type { Places } from './places.ts'
import { openSiteFault } from './site-fault.ts'

/** A holiday: people sleep longer, homes stay full and workshops empty, and nothing is wrong. */
export const HolidayFault = SitePlace.extend({ kind: z.literal('holiday') })
export type HolidayFault = z.infer<typeof HolidayFault>

export function openHoliday(spec: HolidayFault, places: Places): OpenFault {
  return openSiteFault(spec, places, {
    touches: ({ metric }) => withPeople.has(metric),
    disturb: (cell) => ({
      name: rest,
      cell,
      factor: (at) => (at >= spec.onset && at < spec.end ? 2 : 1),
    }),
    settlingMilliseconds: loopSettlingMilliseconds,
    ordinary: true,
  })
}
