import { isScored, nabProfiles, rawScore, worthOfRows } from './nab-score.ts'
import type { Played } from './play-recording.ts'
import type { Recording } from './recording.ts'
import { round, type Scored, scoredWindows } from './tally.ts'
import { vusPr } from './vus-pr.ts'

interface Both {
  readonly recording: Recording
  readonly played: Played
}

/** What each series adds to the figures of all. */
export function byFile(all: readonly Both[]) {
  const windows = scoredWindows(all.map(({ recording }) => recording))
  return all.map((one) => ({
    file: one.recording.name,
    ...countsOf(one),
    standard: round(windows === 0 ? null : shareOfStandard(one, windows)),
    vusPr: round(vusPrOf(one)),
  }))
}

function countsOf({ recording, played }: Scored) {
  const { windows, probation } = recording
  const scored = windows.filter((window) => isScored(window, probation))
  const alarms = played.alarms.filter((row) => row >= probation)
  const isIn = (row: number, [first, last]: readonly [number, number]) =>
    row >= first && row <= last
  return {
    rows: recording.times.length,
    windows: scored.length,
    found: scored.filter((window) => alarms.some((row) => isIn(row, window))).length,
    falseAlarms: alarms.filter((row) => !scored.some((window) => isIn(row, window))).length,
  }
}

/** In points of the standard score: those of all series sum up to it. */
function shareOfStandard({ recording, played }: Scored, windows: number): number {
  const profile = nabProfiles.standard
  const label = { ...recording, rows: recording.times.length }
  const raw = rawScore(label, worthOfRows(label), played.alarms, profile)
  const none = -profile.falseNegative * scoredWindows([recording])
  return (100 * (raw - none)) / ((profile.truePositive + profile.falseNegative) * windows)
}

/** Over the rows that are scored; null where none of them is labelled. */
export function vusPrOf({ recording, played }: Both): number | null {
  const { windows, probation } = recording
  const labels = windows
    .filter((window) => isScored(window, probation))
    .map(([first, last]) => [Math.max(0, first - probation), last - probation] as const)
  return vusPr(played.ratings.subarray(probation), labels)
}
