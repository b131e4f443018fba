import type { ReportedFrame } from '#domain/frame.ts'

/** The least and the greatest value of each slice of time, and nothing where nothing was read. */
export interface Course {
  readonly least: Float64Array
  readonly most: Float64Array
}

export interface Span {
  readonly from: number
  readonly to: number
}

export interface Gathering {
  add(frame: ReportedFrame): void
  courses(): ReadonlyMap<string, Course>
}

/** Keeps what a picture needs of the sensors it shows, whatever the length of the run. */
export function openGathering(keys: readonly string[], { from, to }: Span, slices: number) {
  const courses = new Map<string, Course>(
    keys.map((key) => [
      key,
      {
        least: new Float64Array(slices).fill(Number.POSITIVE_INFINITY),
        most: new Float64Array(slices).fill(Number.NEGATIVE_INFINITY),
      },
    ]),
  )
  const gathering: Gathering = {
    add({ site, cell, readings }) {
      for (const { sensor, at, value } of readings) {
        const course = courses.get(`${site}.${cell}.${sensor}`)
        if (!course || at < from || at >= to) continue
        const slice = Math.floor(((at - from) / (to - from)) * slices)
        course.least[slice] = Math.min(course.least[slice] ?? value, value)
        course.most[slice] = Math.max(course.most[slice] ?? value, value)
      }
    },
    courses: () => courses,
  }
  return gathering
}
