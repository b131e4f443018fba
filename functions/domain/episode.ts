import { assertNever } from './assert-never.ts'

/** One excursion of one sensor, from the first surprising reading until it has been calm for a while. */
export type Episode =
  | { readonly state: 'quiet' }
  | { readonly state: 'pending'; readonly onset: number; readonly surprises: number }
  | {
      readonly state: 'detected'
      readonly onset: number
      readonly detectedAt: number
      readonly lastAt: number
    }

export interface EpisodePolicy {
  /** A score that needs no second reading, and one that must hold for some. */
  readonly immediate: number
  readonly sustained: number
  readonly holdReadings: number
  /** Below this it is calm again: lower than `sustained`, so that a score on the edge does not flap. */
  readonly calm: number
  readonly calmMilliseconds: number
  /** For so long it must have held, however surprising it is. */
  readonly minimumMilliseconds?: number
}

export type EpisodeEvent = 'detected' | 'continued' | 'cleared' | null

export interface EpisodeStep {
  readonly episode: Episode
  readonly event: EpisodeEvent
}

export const quiet: Episode = { state: 'quiet' }

export function advanceEpisode(
  episode: Episode,
  at: number,
  score: number,
  policy: EpisodePolicy,
): EpisodeStep {
  switch (episode.state) {
    case 'quiet':
      return score >= policy.sustained
        ? begin({ state: 'pending', onset: at, surprises: 0 }, at, score, policy)
        : { episode, event: null }
    case 'pending':
      return score >= policy.sustained
        ? begin(episode, at, score, policy)
        : { episode: quiet, event: null }
    case 'detected':
      return goOn(episode, at, score, policy)
    default:
      return assertNever(episode)
  }
}

function begin(
  pending: Extract<Episode, { state: 'pending' }>,
  at: number,
  score: number,
  policy: EpisodePolicy,
): EpisodeStep {
  const surprises = pending.surprises + 1
  const isBrief = at - pending.onset < (policy.minimumMilliseconds ?? 0)
  if (isBrief || (score < policy.immediate && surprises < policy.holdReadings))
    return { episode: { ...pending, surprises }, event: null }
  return {
    episode: { state: 'detected', onset: pending.onset, detectedAt: at, lastAt: at },
    event: 'detected',
  }
}

function goOn(
  detected: Extract<Episode, { state: 'detected' }>,
  at: number,
  score: number,
  policy: EpisodePolicy,
): EpisodeStep {
  if (score >= policy.calm) return { episode: { ...detected, lastAt: at }, event: 'continued' }
  if (at - detected.lastAt < policy.calmMilliseconds) return { episode: detected, event: null }
  return { episode: quiet, event: 'cleared' }
}
