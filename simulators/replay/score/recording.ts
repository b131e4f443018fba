/** A labelled recording of one or several sensors, a value of each in every row. */
export interface Recording {
  readonly name: string
  readonly times: readonly number[]
  /** The values of each sensor, by row; NaN where it gave none. */
  readonly columns: ReadonlyArray<readonly number[]>
  /** Labelled stretches, by their first and last row. */
  readonly windows: ReadonlyArray<readonly [number, number]>
  /** Rows to learn from, which are not scored. */
  readonly probation: number
}
