import * as z from 'zod'
import { Slug } from '#domain/slug.ts'

/** What to do about a kind of anomaly: the three lines an incident opens with. */
export const Response = z
  .strictObject({
    consequence: z.string().min(1).max(200),
    firstAction: z.string().min(1).max(200),
    /** How long there is before the consequence. */
    withinMinutes: z.number().int().min(1).max(43_200),
  })
  .meta({ id: 'Response' })
export type Response = z.infer<typeof Response>

/** A site's own word, for whatever it names; what names more holds before what names less. */
export const SiteResponse = Response.extend({
  cell: Slug.optional(),
  metric: Slug.optional(),
  detector: z.string().min(1).max(40).optional(),
  direction: z.enum(['high', 'low']).optional(),
})
export type SiteResponse = z.infer<typeof SiteResponse>

/** A feed's word for one of its metrics. */
export interface MetricResponse {
  readonly high?: Response
  readonly low?: Response
}

/** The three lines, and whose word they are. */
export const WhatToDo = Response.extend({
  /** By when: the time allowed, from the opening on. */
  dueAt: z.number().int(),
  from: z.enum(['site', 'feed', 'detector']),
}).meta({ id: 'WhatToDo' })
export type WhatToDo = z.infer<typeof WhatToDo>
