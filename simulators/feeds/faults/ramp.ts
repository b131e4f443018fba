import { smoothStep } from '#simulators/feeds/noise/exact-math.ts'

interface Course {
  readonly onset: number
  readonly end: number
}

/** 0 before the onset, 1 at its height, 0 from the end on; it comes and goes within a tenth of its time. */
export function courseOf({ onset, end }: Course): (at: number) => number {
  const edge = (end - onset) / 10
  return (at) => smoothStep(at, onset, onset + edge) - smoothStep(at, end - edge, end)
}
