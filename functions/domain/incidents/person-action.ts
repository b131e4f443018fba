import * as z from 'zod'

const said = {
  at: z.number().int(),
  by: z.string(),
  /** The incident's version that it made: the order in which people acted. */
  version: z.number().int(),
  comment: z.string().optional(),
}

/** What a person did to an incident. Kept for good; the incident's state follows from it and from its anomalies. */
export const PersonAction = z
  .discriminatedUnion('kind', [
    z.object({ ...said, kind: z.literal('acknowledge') }),
    z.object({ ...said, kind: z.literal('assign'), to: z.string().nullable() }),
    z.object({ ...said, kind: z.literal('comment') }),
    z.object({ ...said, kind: z.literal('resolve') }),
    z.object({ ...said, kind: z.literal('reopen') }),
    z.object({ ...said, kind: z.literal('feedback'), verdict: z.enum(['expected', 'real']) }),
    z.object({ ...said, kind: z.literal('not-the-cause'), cell: z.string() }),
  ])
  .meta({ id: 'PersonAction' })
export type PersonAction = z.infer<typeof PersonAction>
