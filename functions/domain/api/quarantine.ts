import * as z from 'zod'

/** Something that could not be stored, kept with the reason. */
export const QuarantineItem = z
  .object({
    id: z.string(),
    kind: z.enum(['event', 'frame', 'reading']),
    code: z.string(),
    reason: z.string(),
    at: z.string(),
    frame: z.string().nullable(),
    site: z.string().nullable(),
    cell: z.string().nullable(),
    sensor: z.string().nullable(),
    /** What came, as JSON text, cut at 2,000 characters; what may be about people is told by its kind alone. */
    payload: z.string(),
  })
  .meta({ id: 'QuarantineItem' })
export type QuarantineItem = z.infer<typeof QuarantineItem>

export const QuarantinePage = z
  .object({ items: z.array(QuarantineItem), next: z.string().nullable() })
  .meta({ id: 'QuarantinePage' })
export type QuarantinePage = z.infer<typeof QuarantinePage>
