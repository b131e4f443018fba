import * as z from 'zod'
import { ClockTime, TimeZone, weekdays } from '#domain/week.ts'

const matcherFields = ['site', 'cell', 'metric', 'detector', 'severity', 'incident'] as const

/** One of what `is` lists must fit; `*` in it stands for anything. */
export const Matcher = z
  .strictObject({
    field: z.enum(matcherFields),
    is: z.array(z.string().trim().min(1).max(300)).min(1).max(50),
  })
  .meta({ id: 'Matcher' })
export type Matcher = z.infer<typeof Matcher>

/** A window of the local clock on the days it begins on; one that ends before it begins goes on past midnight. */
export const Recurring = z
  .strictObject({
    days: z.array(z.enum(weekdays)).min(1).max(7),
    from: ClockTime,
    to: z.union([ClockTime, z.literal('24:00')]),
    timeZone: TimeZone,
  })
  .refine(({ from, to }) => from !== to, {
    message: 'must differ from "from"; for a whole day give 00:00 to 24:00',
    path: ['to'],
  })
  .meta({ id: 'Recurring' })
export type Recurring = z.infer<typeof Recurring>

/** What calls nobody for a while. A new version replaces the one before; none is ever changed. Times in epoch milliseconds. */
export const Silence = z
  .object({
    schemaVersion: z.literal(1),
    id: z.string(),
    version: z.number().int(),
    /** All must fit. */
    matchers: z.array(Matcher).min(1).max(10),
    from: z.number().int(),
    until: z.number().int(),
    recurring: Recurring.nullable(),
    by: z.string(),
    comment: z.string(),
    /** When this version was written. */
    at: z.number().int(),
    /** Before its time, by somebody. */
    ended: z.object({ by: z.string(), at: z.number().int() }).nullable(),
  })
  .meta({ id: 'Silence' })
export type Silence = z.infer<typeof Silence>

/** When it is over for good. */
export function endOf({ until, ended }: Pick<Silence, 'until' | 'ended'>): number {
  return ended ? Math.min(ended.at, until) : until
}
