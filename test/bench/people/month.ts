import type { Anomaly } from '#domain/anomaly.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'

/** What became of one simulated month: what was wrong, and what was told. */
export interface Month {
  readonly labels: readonly FaultLabel[]
  readonly anomalies: readonly Anomaly[]
  /** Cells of which anything is shown at all. */
  readonly shown: ReadonlySet<string>
}
