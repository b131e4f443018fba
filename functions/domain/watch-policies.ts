import type { EpisodePolicy } from './episode.ts'
import type { Watch } from './sensor-state.ts'

/** When each watch of a sensor speaks up, and when it is calm again. */
export const watchPolicies: Readonly<Record<Watch, EpisodePolicy>> = {
  // Where what is remembered does not say it better: one in 10,000.
  surprise: { immediate: 4, sustained: 4, holdReadings: 1, calm: 3, calmMilliseconds: 600_000 },
  // Both have waited for their own time already.
  'flat-line': { immediate: 1, sustained: 1, holdReadings: 1, calm: 1, calmMilliseconds: 0 },
  silence: { immediate: 1, sustained: 1, holdReadings: 1, calm: 1, calmMilliseconds: 0 },
}
