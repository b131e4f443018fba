/** What a detector makes of a reading before it learns it. */
export interface Verdict {
  /** Minus the decimal logarithm of the tail probability; null while too little is known. */
  readonly score: number | null
  readonly expected: number | null
  readonly low: number | null
  readonly high: number | null
  /** Which way the reading left the band, and by which reckoning, for the reason in words. */
  readonly basis: 'recent' | 'time-of-day'
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
export interface Detector<State> {
  readonly name: string
  readonly version: number
  readonly initial: State
  score(state: State, observation: Observation, measure: Measure): Verdict
  /** `surprise` is the score just given; a detector may learn surprising readings with less weight. */
  learn(state: State, observation: Observation, measure: Measure, verdict: Verdict): State
  /** 0 to 1. */
  learned(state: State): number
}
