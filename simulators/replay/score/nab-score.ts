/** Scores alarms as the Numenta Anomaly Benchmark does, by its published rules. */

/** A series with its labelled windows, by the index of their first and last row. */
export interface Labelled {
  readonly rows: number
  readonly windows: ReadonlyArray<readonly [number, number]>
  /** Rows at the beginning that are not scored. */
  readonly probation: number
}

export interface NabProfile {
  readonly truePositive: number
  readonly falsePositive: number
  readonly falseNegative: number
}

export const nabProfiles = {
  standard: { truePositive: 1, falsePositive: 0.11, falseNegative: 1 },
  lowFp: { truePositive: 1, falsePositive: 0.22, falseNegative: 1 },
  lowFn: { truePositive: 1, falsePositive: 0.11, falseNegative: 2 },
} as const satisfies Record<string, NabProfile>

/** What a detector may learn from, unscored: 15 % of the series, of 5,000 rows at most. */
export function probation(rows: number): number {
  return Math.floor(0.15 * Math.min(rows, 5_000))
}

/** A window that ends before anything is scored counts for nothing, neither found nor missed. */
export function isScored([, last]: readonly [number, number], probation: number): boolean {
  return last >= probation
}

/** What an alarm at each row is worth: early in a window most, long after one a whole false alarm. */
interface Worth {
  /** Which window a row lies in; -1 outside of all. */
  readonly window: Int32Array
  readonly worth: Float64Array
}

export function worthOfRows({ rows, windows }: Pick<Labelled, 'rows' | 'windows'>): Worth {
  const window = new Int32Array(rows).fill(-1)
  const worth = new Float64Array(rows).fill(-1)
  windows.forEach(([first, last], index) => {
    const width = last - first + 1
    for (let row = first; row <= last; row++) {
      window[row] = index
      worth[row] = sigmoid(-(last - row + 1) / width) / sigmoid(-1)
    }
    const next = windows[index + 1]?.[0] ?? rows
    for (let row = last + 1; row < next; row++) worth[row] = sigmoid((row - last) / (width - 1))
  })
  return { window, worth }
}

function sigmoid(position: number): number {
  return position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1
}

/** The sum over one series: each window counts its best alarm, or as missed. */
export function rawScore(
  labelled: Labelled,
  { window, worth }: Worth,
  alarms: Iterable<number>,
  profile: NabProfile,
): number {
  const best = labelled.windows.map((window) =>
    isScored(window, labelled.probation) ? -profile.falseNegative : 0,
  )
  let falsePositives = 0
  for (const row of alarms) {
    if (row < labelled.probation) continue
    const inside = window[row] ?? -1
    const value = worth[row] ?? -1
    if (inside < 0) falsePositives += value * profile.falsePositive
    else best[inside] = Math.max(best[inside] ?? 0, value * profile.truePositive)
  }
  return best.reduce((sum, value) => sum + value, falsePositives)
}

/** 0 is who never alarms, 100 who alarms at the first row of each window and nowhere else. */
export function normalised(raw: number, windows: number, profile: NabProfile): number {
  const none = -profile.falseNegative * windows
  const perfect = profile.truePositive * windows
  return (100 * (raw - none)) / (perfect - none)
}
