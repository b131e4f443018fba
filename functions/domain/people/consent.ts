import * as z from 'zod'

/** What people may agree to, each by itself: being part of a cell's aggregates, and of research beyond it. */
export const Purpose = z.enum(['aggregates', 'research']).meta({ id: 'Purpose' })
export type Purpose = z.infer<typeof Purpose>

const Instant = z.number().int().min(0).max(8_640_000_000_000)

/** Nobody changes their mind so often; whoever did begins anew with a withdrawal for all times. */
export const mostDecisions = 200

/** One decision of a person: from which event time on, and when it was recorded. */
export const Decision = z.strictObject({
  granted: z.boolean(),
  from: Instant,
  recordedAt: Instant,
})
export type Decision = z.infer<typeof Decision>

/** What somebody decided about a purpose as far as it counts, in the order of event time. */
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

/** The last decision by date that reaches a moment holds for it; where there is none, nobody has agreed to anything. */
export function isInForce({ decisions }: Pick<Consent, 'decisions'>, at: number): boolean {
  return decisions.findLast(({ from }) => from <= at)?.granted ?? false
}

/**
 * A withdrawal ends all that was granted for later than its date; a grant ends no withdrawal that is dated later,
 * however late it is recorded itself.
 */
export function decide(consent: Consent, decision: Decision): Consent {
  const earlier = consent.decisions.filter(({ from }) => from < decision.from)
  const later = consent.decisions.filter(({ from }) => from > decision.from)
  const standing = decision.granted
    ? fromWithdrawal(later)
    : later.filter(({ granted }) => !granted)
  const all = [...earlier, decision, ...standing]
  return {
    ...consent,
    version: consent.version + 1,
    decisions: decision.granted ? all : fitting(all),
  }
}

/**
 * Withdrawing must always be possible; a grant that finds no room is the caller's to refuse. What repeats says nothing
 * new, and of what is oldest, forgetting can only take consent away.
 */
function fitting(all: readonly Decision[]): Decision[] {
  if (all.length <= mostDecisions) return [...all]
  return all
    .filter(({ granted }, index) => granted !== all[index - 1]?.granted)
    .slice(-mostDecisions)
}

/** What was granted before is granted by then. */
function fromWithdrawal(later: readonly Decision[]): readonly Decision[] {
  const first = later.findIndex(({ granted }) => !granted)
  return first < 0 ? [] : later.slice(first)
}
