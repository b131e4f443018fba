import type { CellInstructions } from './instructions.ts'
import type { Reading } from './reading.ts'

/** What a cell's writer took in, in the order it came: enough to compute the cell's state again. */
export type CellInput =
  | {
      readonly kind: 'frame'
      readonly frame: string
      readonly boot: string
      readonly sentAt: number
      /** Whether the gateway goes on reporting, so that its silence would mean something. */
      readonly live: boolean
      readonly readings: readonly Reading[]
    }
  | { readonly kind: 'tick'; readonly at: number }
  /** All that people have said about its sensors, in the place of what they said before. */
  | { readonly kind: 'instructions'; readonly sensors: CellInstructions }
