/** A reading that was judged sound, on its way to the detectors. */
export interface Reading {
  /** The sensor's name within its cell. */
  readonly sensor: string
  /** Null where the source does not number its readings; the event time is then the identity. */
  readonly sequence: number | null
  readonly at: number
  readonly value: number
  /** The frame it came in, where it waited for others; otherwise it is at hand anyway. */
  readonly frame?: string
}

/** QARTOD: 1 pass, 2 not evaluated, 3 suspect, 4 fail, 9 missing. */
export type QualityFlag = 1 | 2 | 3 | 4 | 9

/** A stored reading, corrected, with what was made of it; band and score are null where nothing could be said. */
export interface Row {
  readonly at: number
  readonly value: number
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
  readonly score: number | null
  /** The worst of the tests' outcomes. */
  readonly flag: QualityFlag
  /** What each test said, a digit each; rows of before the tests have none. */
  readonly tests?: number
  /** What was sent, where it was corrected to another value, and by which version of its calibration. */
  readonly raw?: number
  readonly calibration?: number
}
