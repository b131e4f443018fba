import * as z from 'zod'
import type { ReportedFrame } from '#domain/frame.ts'
import { Slug } from '#domain/slug.ts'

const Instant = z.number().int().min(0)

/** Every fault has a place and a time: epoch milliseconds, from its onset until before its end. */
export const SitePlace = z.strictObject({ site: Slug, onset: Instant, end: Instant })
export const FaultPlace = SitePlace.extend({ cell: Slug })

export const SensorPlace = FaultPlace.extend({ sensor: Slug })
export type SensorPlace = z.infer<typeof SensorPlace>

/** What a detector should find: the ground truth of one fault. */
export const FaultLabel = z.strictObject({
  kind: z.string(),
  /** Trouble of every day that nobody has to be told of: what is reported of it is a false alarm. */
  ordinary: z.boolean().default(false),
  site: Slug,
  /** Keys of all sensors that the fault touches. */
  sensors: z.array(z.string()),
  onset: Instant,
  end: Instant,
  /** Until when its after-effects may show. */
  settledBy: Instant,
  /** Nothing, where it comes over the whole site at once. */
  rootCell: Slug.nullable(),
  expectedCells: z.array(Slug),
})
export type FaultLabel = z.infer<typeof FaultLabel>

/** Changes what a sensor reports at a moment; nothing means that no reading is taken. */
export type Distortion = (value: number, at: number) => number | undefined

/** Changes how the world itself runs: a factor on something that a feed's model asks for by name. */
export interface Disturbance {
  readonly name: string
  readonly cell: string
  readonly factor: (at: number) => number
}

/** What becomes of a frame on its way: when it arrives, and as what. */
export interface Sent {
  readonly dueAt: number
  readonly frame: ReportedFrame
}
export type Delivery = (sent: Sent) => readonly Sent[]

export interface OpenFault {
  readonly label: FaultLabel
  /** Applied to the frames that the label's cells send between onset and end. */
  readonly deliver?: Delivery
  /** Applied to each of the label's sensors between onset and end. */
  readonly distort?: Distortion
  /** Whether its values may lie outside what the instrument can measure. */
  readonly isUnlimited?: boolean
  readonly disturbances: readonly Disturbance[]
}
