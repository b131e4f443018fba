import * as z from 'zod'
import { CliError } from '#simulators/replay/cli-error.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { parseTimestamp } from '#simulators/replay/trace/csv/timestamp.ts'

/** Of each series, windows from a time to a time, or single times. */
const Windows = z.record(
  z.string(),
  z.union([z.array(z.tuple([z.string(), z.string()])), z.array(z.string())]),
)
type Windows = z.infer<typeof Windows>

export type Marks = Windows[string]
type Span = readonly [first: number, last: number]

export function readWindows(path: string): Windows {
  try {
    return Windows.parse(JSON.parse(readText(path, 'window file')))
  } catch (cause) {
    if (cause instanceof CliError) throw cause
    throw new CliError(
      `"${path}" is no window file; it must be JSON such as {"folder/series.csv": [["2014-04-10 07:15:00", "2014-04-11 16:45:00"]]}, or with a time in place of each pair.`,
      2,
      { cause },
    )
  }
}

/** The rows of each window, in order; windows that overlap are one, for a row lies in one at most. */
export function spansOf(marks: Marks, times: readonly number[], path: string): Span[] {
  const spans = marks.map((mark) =>
    typeof mark === 'string' ? around(mark, marks.length, times, path) : within(mark, times, path),
  )
  const merged: Span[] = []
  for (const span of spans.sort(([a], [b]) => a - b)) {
    const before = merged.at(-1)
    if (before && span[0] <= before[1])
      merged.splice(-1, 1, [before[0], Math.max(before[1], span[1])])
    else merged.push(span)
  }
  return merged
}

/** The first row at its beginning or after, and the last up to its end. */
function within(
  [from, to]: readonly [string, string],
  times: readonly number[],
  path: string,
): Span {
  const [start, end] = [timeOf(from, path), timeOf(to, path)]
  const first = times.findIndex((at) => at >= start)
  // Of rows of one time the benchmark takes the first.
  const last = times.indexOf(times.findLast((at) => at <= end) ?? Number.NaN)
  if (first >= 0 && last >= first) return [first, last]
  throw new CliError(
    `The window from "${from}" to "${to}" holds no row of "${path}"; correct the window file.`,
    2,
  )
}

/** The benchmark makes windows of single times: a tenth of the rows, shared among them. */
const sharedAmongPoints = 0.1

function around(text: string, points: number, times: readonly number[], path: string): Span {
  const at = timeOf(text, path)
  const row = times.findIndex((time) => time >= at)
  if (row < 0)
    throw new CliError(
      `The labelled time "${text}" is after the last row of "${path}"; correct the window file.`,
      2,
    )
  const half = Math.floor((sharedAmongPoints * times.length) / points / 2)
  return [Math.max(0, row - half), Math.min(times.length - 1, row + half)]
}

function timeOf(text: string, path: string): number {
  const stamp = parseTimestamp(text)
  if (stamp.kind === 'time') return stamp.at
  throw new CliError(`The window bound of "${path}" ${stamp.problem}; correct the window file.`, 2)
}
