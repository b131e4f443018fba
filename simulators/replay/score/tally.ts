import { isScored, nabProfiles, normalised, rawScore, worthOfRows } from './nab-score.ts'
import type { Played } from './play-recording.ts'
import type { Recording } from './recording.ts'

export interface Scored {
  readonly recording: Recording
  readonly played: Pick<Played, 'alarms' | 'active'>
}

const dayMilliseconds = 86_400_000

export function tally(all: readonly Scored[]) {
  return { nab: nabScores(all), events: events(all), points: points(all) }
}

function nabScores(all: readonly Scored[]) {
  const windows = scoredWindows(all.map(({ recording }) => recording))
  const of = (profile: (typeof nabProfiles)[keyof typeof nabProfiles]) => {
    const raw = all.reduce((sum, { recording, played }) => {
      const { windows: labelled, probation } = recording
      const label = { rows: recording.times.length, windows: labelled, probation }
      return sum + rawScore(label, worthOfRows(label), played.alarms, profile)
    }, 0)
    return round(windows === 0 ? null : normalised(raw, windows, profile))
  }
  return {
    standard: of(nabProfiles.standard),
    lowFp: of(nabProfiles.lowFp),
    lowFn: of(nabProfiles.lowFn),
  }
}

export function scoredWindows(recordings: readonly Recording[]): number {
  return recordings.reduce(
    (sum, { windows, probation }) =>
      sum + windows.filter((window) => isScored(window, probation)).length,
    0,
  )
}

function events(all: readonly Scored[]) {
  let [windows, found, outside, days] = [0, 0, 0, 0]
  const delays: number[] = []
  for (const { recording, played } of all) {
    const { times, columns, probation } = recording
    const alarms = played.alarms.filter((row) => row >= probation)
    const scored = recording.windows.filter((window) => isScored(window, probation))
    for (const [first, last] of scored) {
      windows += 1
      const hit = alarms.find((row) => row >= first && row <= last)
      if (hit === undefined) continue
      found += 1
      delays.push(hit - first)
    }
    outside += alarms.filter(
      (row) => !scored.some(([first, last]) => row >= first && row <= last),
    ).length
    days += (((times.at(-1) ?? 0) - (times[probation] ?? 0)) / dayMilliseconds) * columns.length
  }
  delays.sort((a, b) => a - b)
  return {
    recall: round(ratio(found, windows)),
    falsePerSensorDay: round(ratio(outside, days)),
    medianDelayReadings: delays[delays.length >> 1] ?? null,
  }
}

function points(all: readonly Scored[]) {
  let [hits, misses, falls, quiet] = [0, 0, 0, 0]
  for (const { recording, played } of all) {
    const counts = countRows(recording, played.active)
    hits += counts[3] ?? 0
    misses += counts[2] ?? 0
    falls += counts[1] ?? 0
    quiet += counts[0] ?? 0
  }
  return {
    precision: round(ratio(hits, hits + falls)),
    recall: round(ratio(hits, hits + misses)),
    f1: round(ratio(2 * hits, 2 * hits + falls + misses)),
    far: round(ratio(falls, falls + quiet)),
    mar: round(ratio(misses, hits + misses)),
  }
}

/** How many scored rows were neither labelled nor told, told alone, labelled alone, and both. */
function countRows({ times, windows, probation }: Recording, active: Uint8Array): number[] {
  const labels = new Uint8Array(times.length)
  for (const [first, last] of windows) labels.fill(1, first, last + 1)
  const counts = [0, 0, 0, 0]
  for (let row = probation; row < labels.length; row++) {
    const kind = 2 * (labels[row] ?? 0) + (active[row] ?? 0)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

export function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000
}
