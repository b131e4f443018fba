import * as z from 'zod'

/** What keys the watchdog's event, as a site would; no site is named so. */
export const watchdogSite = '~watchdog'

/** The event that is always on its way: when it was sent. */
export const Beat = z.object({ site: z.literal(watchdogSite), at: z.number().int().min(0) })
export type Beat = z.infer<typeof Beat>
