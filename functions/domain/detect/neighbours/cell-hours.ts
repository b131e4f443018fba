import type { HourSummary } from '#domain/hour-summary.ts'

/** What is known of one cell's hours. */
export interface CellHours {
  /** Its first hour, and the last up to which nothing of it is missing; null until the first one is here. */
  readonly since: number | null
  readonly passed: number | null
  /** Not yet judged, by hour. */
  readonly waiting: Readonly<Record<number, Pick<HourSummary, 'previous' | 'values' | 'frame'>>>
}

export const noHours: CellHours = { since: null, passed: null, waiting: {} }

/**
 * A week: cells are never farther apart in the stream, even where a fortnight's history is taken in at once. So long
 * a cell that has not been heard of is waited for, and an hour that was lost.
 */
export const patienceHours = 168

/** Each summary names the one before it, so whatever order they come in, it is known where one is missing. */
export function followChain(hours: CellHours, newest: number): CellHours {
  let { since, passed } = hours
  const ahead = Object.keys(hours.waiting).map(Number)
  for (const hour of ahead.sort((a, b) => a - b)) {
    if (passed !== null && hour <= passed) continue
    // A cell that changed its group, or whose summary was lost, goes on with what there is.
    if (!follows(hours.waiting[hour]?.previous ?? null, passed) && hour > newest - patienceHours)
      break
    since ??= hour
    passed = hour
  }
  return { ...hours, since, passed }
}

function follows(previous: number | null, passed: number | null): boolean {
  return passed === null ? previous === null : previous !== null && previous <= passed
}

/** The last hour for which nobody waits for this cell. */
export function overUntil(own: CellHours | undefined, begins: number, newest: number): number {
  if (own && own.since !== null && own.passed !== null)
    return Math.max(own.passed, countsFrom(own.since, begins) - 1)
  return newest < begins + patienceHours ? begins - 1 : newest
}

/** Whoever joins later is heard from a week after: by then it is known of, whatever came first. */
export function countsFrom(since: number, begins: number): number {
  return since > begins + patienceHours ? since + patienceHours : since
}
