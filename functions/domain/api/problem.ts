import * as z from 'zod'

/** The title of a change that was based on a version that is no longer the newest. */
export const overtakenTitle = 'Somebody was faster'

/** RFC 9457: what happened, with which value, and what to do next. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
