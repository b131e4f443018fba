import { nabProfiles, worthOfRows } from './nab-score.ts'
import type { Played } from './play-recording.ts'
import type { Recording } from './recording.ts'

export interface Rated {
  readonly recording: Recording
  readonly played: Pick<Played, 'ratings'>
}

/** A row that may alarm, and what the benchmark gives for that. */
interface Candidate {
  readonly score: number
  readonly worth: number
  /** Which of all windows it lies in; -1 outside. */
  readonly window: number
}

const profile = nabProfiles.standard

/**
 * The one score for all series from which on alarms would have been worth most, found by looking
 * at the labels; null where silence is worth more. Every row that reaches it is an alarm, as the
 * benchmark has it.
 */
export function bestThreshold(all: readonly Rated[]): number | null {
  const candidates = all.flatMap(candidatesOf).sort((a, b) => b.score - a.score)
  const caught = new Map<number, number>()
  let [raw, most] = [0, 0]
  let best: number | null = null
  candidates.forEach(({ score, worth, window }, index) => {
    raw += window < 0 ? worth * profile.falsePositive : gain(caught, window, worth)
    if (candidates[index + 1]?.score === score || raw <= most) return
    most = raw
    best = score
  })
  return best
}

/** A first alarm also spares what a missed window costs; a further one counts where it is better. */
function gain(caught: Map<number, number>, window: number, worth: number): number {
  const before = caught.get(window) ?? -profile.falseNegative
  const after = Math.max(before, worth * profile.truePositive)
  caught.set(window, after)
  return after - before
}

function candidatesOf({ recording, played }: Rated, series: number): Candidate[] {
  const { times, windows, probation } = recording
  const rows = worthOfRows({ rows: times.length, windows })
  const candidates: Candidate[] = []
  for (let row = probation; row < times.length; row++) {
    const inside = rows.window[row] ?? -1
    // No series has as many windows as that, so that a number names one of all.
    const window = inside < 0 ? -1 : series * 1e6 + inside
    candidates.push({ score: played.ratings[row] ?? 0, worth: rows.worth[row] ?? -1, window })
  }
  return candidates
}

/** What would have been told at a threshold. */
export function playedAt(
  { recording, played }: Rated,
  threshold: number | null,
): Pick<Played, 'alarms' | 'active'> {
  const active = new Uint8Array(recording.times.length)
  const alarms: number[] = []
  played.ratings.forEach((score, row) => {
    if (threshold === null || score < threshold) return
    active[row] = 1
    alarms.push(row)
  })
  return { alarms, active }
}
