import type { EpisodePolicy } from './episode.ts'
import type { Watch } from './sensor-state.ts'

/** When each watch of a sensor speaks up, and when it is calm again. */
export const watchPolicies: Readonly<Record<Watch, EpisodePolicy>> = {
  // 4.5: one in 30,000 by an exponential tail, beyond eight standard deviations of Gaussian noise.
  surprise: { immediate: 4.5, sustained: 3, holdReadings: 3, calm: 1.5, calmMilliseconds: 600_000 },
  // Both have waited for their own time already.
  'flat-line': { immediate: 1, sustained: 1, holdReadings: 1, calm: 1, calmMilliseconds: 0 },
  silence: { immediate: 1, sustained: 1, holdReadings: 1, calm: 1, calmMilliseconds: 0 },
}
