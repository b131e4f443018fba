/** Which look at a reading was the rarest: the value, the mean of some or of many readings, or its distance from the last ones. */
export type Look = 'value' | 'some' | 'many' | 'jump'

/** What a detector makes of a reading before it learns it. */
export interface Verdict {
  /** Minus the decimal logarithm of the chance of such a reading here; null while too little is known. */
  readonly score: number | null
  /** Where the next reading is expected, and beyond what it would be told. */
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface Observation {
  readonly at: number
  readonly value: number
}

/** Facts about a sensor that a detector may use; never its name. */
export interface Measure {
  readonly resolution: number
  readonly min: number
  readonly max: number
}

/** Two verbs: score, then learn. State is plain data that survives storage bit for bit. */
export interface Detector<State, Said extends Verdict> {
  readonly name: string
  readonly version: number
  readonly initial: State
  score(state: State, observation: Observation, measure: Measure): Said
  /** `said` is what it has just said of this reading. */
  learn(state: State, observation: Observation, measure: Measure, said: Said): State
}
