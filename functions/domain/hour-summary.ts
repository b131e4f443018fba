import * as z from 'zod'

/** What a cell's sensors said within an hour: the mean of each that spoke, by its name. */
export const HourSummary = z.object({
  site: z.string(),
  cell: z.string(),
  /** Counted from 1970. */
  hour: z.number().int().min(0),
  /** The hour this cell summarised before, so that whoever hears of both knows that nothing lies between. */
  previous: z.number().int().min(0).nullable(),
  values: z.record(z.string(), z.number()),
  /** The frame of its last reading; empty where nothing was heard. */
  frame: z.string(),
})
export type HourSummary = z.infer<typeof HourSummary>

export const hourMilliseconds = 3_600_000
