import { clamp } from '#simulators/feeds/noise/exact-math.ts'
import { gaussian, uniform } from '#simulators/feeds/noise/hash.ts'
import type { Mood } from './mood.ts'

export const windowSeconds = 300

/** One closed window of reports. */
export interface PeopleWindow extends Mood {
  readonly people: number
}

export interface Asked {
  readonly reporters: number
  readonly occupancy: number
  /** 1, or less where people feel more alike than they usually do. */
  readonly variety: number
}

/** People differ by about a third of the scale, so a mean over n scatters by 0.33/√n. */
export function closeWindow(
  mean: Mood,
  { reporters, occupancy, variety }: Asked,
  seed: number,
  atSeconds: number,
): PeopleWindow {
  const window = Math.floor(atSeconds / windowSeconds)
  const share = 0.5 + 0.35 * occupancy + 0.15 * uniform(seed, window)
  const people = Math.max(1, Math.round(reporters * share))
  const scatter = (variety * 0.33) / Math.sqrt(people)
  return {
    people,
    valence: clamp(mean.valence + scatter * gaussian(seed ^ 1, window), -1, 1),
    arousal: clamp(mean.arousal + scatter * gaussian(seed ^ 2, window), -1, 1),
  }
}
