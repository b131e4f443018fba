import { eventTypes } from '#domain/events.ts'
import type { ReportedFrame, ReportedReading } from '#domain/frame.ts'
import type { Random } from './random.ts'
import { type Arriving, frameEvent } from './timeline.ts'

export interface Disturbed {
  readonly timeline: readonly Arriving[]
  /** Readings that came later than they were sent, and that came again. */
  readonly reordered: number
  readonly duplicated: number
}

const reorderedShare = 0.2
const duplicatedShare = 0.05
/** Half of a frame's readings are late or come again, so that frames are torn apart. */
const framesTorn = 2 * reorderedShare
/** A whole frame again, and some of its readings again in another frame: each half of all that comes again. */
const framesAgain = duplicatedShare / 2
const framesRepeated = 2 * framesAgain
/** A little less than the lateness horizon of 30 s. */
const latestMilliseconds = 29_000
const longestUntilAgain = 120_000

/** What the way from a gateway to the bus may do: hold back some readings, and bring some again. Ticks keep their time. */
export function disturb(timeline: readonly Arriving[], random: Random): Disturbed {
  const arrivals: Arriving[] = []
  let [reordered, duplicated] = [0, 0]
  for (const arriving of timeline) {
    if (arriving.event.type !== eventTypes.readingsReported) {
      arrivals.push(arriving)
      continue
    }
    const parts = tear(arriving.event.detail as ReportedFrame, arriving.at, random)
    const again = repeat(parts, random)
    reordered += parts.slice(1).reduce(sumReadings, 0)
    duplicated += again.reduce(sumReadings, 0)
    arrivals.push(
      ...[...parts, ...again].map(({ at, frame }) => ({ at, event: frameEvent(frame) })),
    )
  }
  // What arrives at the same moment keeps its order.
  return { timeline: arrivals.toSorted((a, b) => a.at - b.at), reordered, duplicated }
}

interface Part {
  readonly at: number
  readonly frame: ReportedFrame
}

/** In two under the same name, the second held back; never longer than the horizon allows its oldest reading. */
function tear(frame: ReportedFrame, at: number, random: Random): Part[] {
  const delay = latestMilliseconds - (at - Math.min(...frame.readings.map((one) => one.at)))
  if (delay <= 0 || !random.chance(framesTorn)) return [{ at, frame }]
  const [prompt, held] = halve(frame.readings, random)
  return [
    { at, frame: { ...frame, readings: prompt } },
    { at: at + Math.ceil(random.next() * delay), frame: { ...frame, readings: held } },
  ]
}

/** A frame is told from its repetition by nothing; readings also come again under another frame's name. */
function repeat(parts: readonly Part[], random: Random): Part[] {
  return parts.flatMap(({ at, frame }) => {
    const later = at + Math.ceil(random.next() * longestUntilAgain)
    if (random.chance(framesAgain)) return [{ at: later, frame }]
    if (!random.chance(framesRepeated)) return []
    const [, readings] = halve(frame.readings, random)
    return [{ at: later, frame: { ...frame, frame: `${frame.frame}-again`, readings } }]
  })
}

function halve(readings: readonly ReportedReading[], random: Random) {
  const halves: [ReportedReading[], ReportedReading[]] = [[], []]
  for (const reading of readings) halves[random.chance(0.5) ? 1 : 0].push(reading)
  return halves
}

function sumReadings(sum: number, { frame }: Part): number {
  return sum + frame.readings.length
}
