import type { ReportedReading } from './frame.ts'

/** Why something cannot be stored, in a code for machines and a sentence for people. */
export interface Rejection {
  readonly code:
    | 'unknown-event'
    | 'unreadable-frame'
    | 'unknown-cell'
    | 'unreadable-reading'
    | 'unknown-sensor'
    | 'not-a-number'
    | 'unreadable-time'
    | 'future-time'
    | 'too-few-people'
  readonly reason: string
}

export interface RejectedReading extends Rejection {
  readonly index: number
  readonly sensor: string | null
  /** What came, less what must not be kept. */
  readonly reading: Partial<ReportedReading> | unknown
}
