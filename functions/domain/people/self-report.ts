import * as z from 'zod'
import { Slug } from '#domain/slug.ts'

/** Made up by whoever asks people, never a name; only that side can lead back to a person. */
export const Pseudonym = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{3,62}$/,
    'a pseudonym is 4 to 63 lower-case letters, digits and hyphens',
  )
  .meta({ id: 'Pseudonym' })
export type Pseudonym = z.infer<typeof Pseudonym>

/** The circumplex of feelings: how pleasant, and how stirred, from -1 to 1. */
const Feeling = z.number().min(-1).max(1)

/** What one person says of their own feelings. Nothing here is ever inferred. */
export const SelfReport = z.strictObject({
  subject: Pseudonym,
  at: z.number().int().min(0).max(8_640_000_000_000),
  valence: Feeling,
  arousal: Feeling,
  /** People of a cell who share something, such as a floor. */
  group: Slug.optional(),
})
export type SelfReport = z.infer<typeof SelfReport>

/** Reports are gathered by closed windows that begin at whole multiples of this. */
export const windowMilliseconds = 300_000

/** Fewer than this are neither shown nor reckoned with. */
export const leastPeople = 10

export function windowOf(at: number): number {
  return Math.floor(at / windowMilliseconds) * windowMilliseconds
}
