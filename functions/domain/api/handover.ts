import * as z from 'zod'
import { IncidentSummary } from './incidents.ts'
import { Frequent } from './performance.ts'
import { ToldSilence } from './silences.ts'

const incidents = z.array(IncidentSummary)

/** What whoever comes on shift must know, each list the worst first. */
export const Handover = z
  .object({
    since: z.number().int(),
    now: z.number().int(),
    site: z.string().nullable(),
    opened: incidents,
    resolved: incidents,
    reopened: incidents,
    /** Worse now than when the shift began. */
    escalated: incidents,
    open: incidents,
    overdue: incidents,
    unowned: incidents,
    suppressed: incidents,
    flapping: incidents,
    stale: incidents,
    mostFrequent: z.array(Frequent),
    silences: z.array(ToldSilence),
    /** To be read out. */
    words: z.array(z.string()),
  })
  .meta({ id: 'Handover' })
export type Handover = z.infer<typeof Handover>
