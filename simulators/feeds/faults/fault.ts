import * as z from 'zod'
import { Slug } from '#domain/slug.ts'

const Instant = z.number().int().min(0)

/** Every fault has a place and a time: epoch milliseconds, from its onset until before its end. */
export const FaultPlace = z.strictObject({
  site: Slug,
  cell: Slug,
  onset: Instant,
  end: Instant,
})

export const SensorPlace = FaultPlace.extend({ sensor: Slug })
export type SensorPlace = z.infer<typeof SensorPlace>

/** What a detector should find: the ground truth of one fault. */
export const FaultLabel = z.strictObject({
  kind: z.string(),
  site: Slug,
  /** Keys of all sensors that the fault touches. */
  sensors: z.array(z.string()),
  onset: Instant,
  end: Instant,
  /** Until when its after-effects may show. */
  settledBy: Instant,
  rootCell: Slug,
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

export interface OpenFault {
  readonly label: FaultLabel
  /** Applied to each of the label's sensors between onset and end. */
  readonly distort?: Distortion
  readonly disturbances: readonly Disturbance[]
}
