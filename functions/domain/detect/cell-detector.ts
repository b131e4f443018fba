import type { EpisodePolicy } from '#domain/episode.ts'
import type { Cell } from '#domain/sensor.ts'
import type { Severity } from '#domain/severity.ts'

/** What a cell's sensors said within one interval: the mean of each that spoke, by its name. */
export interface CellRow {
  /** The beginning of the interval. */
  readonly at: number
  readonly values: Readonly<Record<string, number>>
  /** The frame of its last reading. */
  readonly frame: string
}

export interface Contributor {
  readonly sensor: string
  readonly label: string
  /** 0 to 1; all of an anomaly add up to 1. */
  readonly share: number
}

/** What a detector of several sensors makes of a row; told in the name of the sensor that shows it most. */
export interface Finding {
  readonly sensor: string
  /** Minus the decimal logarithm of the tail probability. */
  readonly score: number
  readonly value: number
  readonly expected: number
  readonly low: number
  readonly high: number
  readonly severity: Severity
  readonly onset?: number
  readonly contributors?: readonly Contributor[]
  /** For the incident's title, after the place: "its sensors no longer agree". */
  readonly trouble: string
  /** Called for what is told, only. */
  reason(): string
}

/** Looks at all sensors of a cell together. State is plain data that survives storage bit for bit. */
export interface CellDetector<State> {
  readonly name: string
  readonly version: number
  readonly initial: State
  /** Steps for each sensor by itself, as if it were its cell's only one. */
  readonly perSensor?: true
  readonly policy: EpisodePolicy
  /** Scores a row and learns it. Null where nothing can be said. */
  step(state: State, row: CellRow, cell: Cell): CellDetectorStep<State>
}

export interface CellDetectorStep<State> {
  readonly state: State
  readonly finding: Finding | null
}
