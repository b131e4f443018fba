import * as z from 'zod'
import { Matcher, Recurring, Silence } from '#domain/silences/silence.ts'
import { Author, type Signed } from './author.ts'
import { IncidentSummary } from './incidents.ts'

const instant = z.number().int().min(0).max(8_640_000_000_000)
const reason = z.string().trim().min(1).max(2_000)

/** What nobody is to be called for. Times in epoch milliseconds; from now on unless said, and always with an end. */
export const SilenceWish = z
  .strictObject({
    matchers: z.array(Matcher).min(1).max(10),
    from: instant.optional(),
    until: instant,
    recurring: Recurring.nullable().default(null),
    by: Author,
    comment: reason,
  })
  .meta({ id: 'SilenceWish' })
export type SilenceWish = Signed<z.infer<typeof SilenceWish>>

/** `basedOn` is the version the writer had before them. */
export const SilenceChange = SilenceWish.extend({ basedOn: z.number().int().min(1) }).meta({
  id: 'SilenceChange',
})
export type SilenceChange = Signed<z.infer<typeof SilenceChange>>

export const SilenceEnd = z
  .strictObject({ by: Author, comment: reason.optional() })
  .meta({ id: 'SilenceEnd' })
export type SilenceEnd = Signed<z.infer<typeof SilenceEnd>>

export const ToldSilence = z
  .object({
    silence: Silence,
    state: z.enum(['in-force', 'coming', 'ended']),
    /** In force, and over within half an hour. */
    endsSoon: z.boolean(),
    /** The window that is open, or the next one. */
    window: z.object({ from: z.number().int(), until: z.number().int() }).nullable(),
    /** What it hides, in words. */
    words: z.string(),
  })
  .meta({ id: 'ToldSilence' })
export type ToldSilence = z.infer<typeof ToldSilence>

/** In force, the soonest over first; then what is coming; then the last that are over. */
export const SilencePage = z.object({ items: z.array(ToldSilence) }).meta({ id: 'SilencePage' })
export type SilencePage = z.infer<typeof SilencePage>

export const SilencePreviewWish = z
  .object({ matchers: z.array(Matcher).min(1).max(10) })
  .meta({ id: 'SilencePreviewWish' })

/** What would be hidden now: of the incidents the worst hundred, of the sensors how many could open one. */
export const SilencePreview = z
  .object({
    incidents: z.array(IncidentSummary),
    incidentCount: z.number().int(),
    sensors: z.number().int(),
    words: z.string(),
  })
  .meta({ id: 'SilencePreview' })
export type SilencePreview = z.infer<typeof SilencePreview>
