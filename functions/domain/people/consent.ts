import * as z from 'zod'

/** What people may agree to, each by itself: being part of a cell's aggregates, and of research beyond it. */
export const Purpose = z.enum(['aggregates', 'research']).meta({ id: 'Purpose' })
export type Purpose = z.infer<typeof Purpose>

const Instant = z.number().int().min(0).max(8_640_000_000_000)

/** Nobody changes their mind so often; what is older than a decision for all times is forgotten with it. */
export const mostDecisions = 200

/** One decision of a person: from which event time on, and when it was recorded. */
export const Decision = z.strictObject({
  granted: z.boolean(),
  from: Instant,
  recordedAt: Instant,
})
export type Decision = z.infer<typeof Decision>

/** All that somebody decided about a purpose, in the order it was recorded. */
export const Consent = z
  .strictObject({
    subject: z.string(),
    site: z.string(),
    purpose: Purpose,
    /** Counts up, so that of two who write at once one reads again. */
    version: z.number().int().min(0),
    decisions: z.array(Decision).max(mostDecisions),
  })
  .meta({ id: 'Consent' })
export type Consent = z.infer<typeof Consent>

export function noConsent(site: string, subject: string, purpose: Purpose): Consent {
  return { site, subject, purpose, version: 0, decisions: [] }
}

/** The last decision that reaches a moment holds for it; where there is none, nobody has agreed to anything. */
export function isInForce({ decisions }: Pick<Consent, 'decisions'>, at: number): boolean {
  return decisions.findLast(({ from }) => from <= at)?.granted ?? false
}

/**
 * A decision covers all that comes from its time on, so what was decided about later times before is over and need
 * not be kept: the list stays as long as the course of consent has turns.
 */
export function decide(consent: Consent, decision: Decision): Consent {
  const earlier = consent.decisions.filter(({ from }) => from < decision.from)
  return {
    ...consent,
    version: consent.version + 1,
    decisions: [...earlier, decision],
  }
}
