import type { Cell } from '#domain/sensor.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { Judged } from '#simulators/replay/laboratory/judge-lived.ts'

export interface PlayedTrace {
  /** Of its file, within its folder. */
  readonly name: string
  readonly judged: Judged
  readonly labels: readonly FaultLabel[]
  readonly cells: readonly Cell[]
  readonly from: number
  readonly to: number
}
