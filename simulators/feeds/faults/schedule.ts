import type { FaultSpec } from './registry.ts'

/** The faults whose onset lies in [from, to), epoch milliseconds. It may go on for ever. */
export type FaultSchedule = (from: number, to: number) => readonly FaultSpec[]

export const noFaults: FaultSchedule = () => []

export function scheduleOf(faults: readonly FaultSpec[]): FaultSchedule {
  return (from, to) => faults.filter(({ onset }) => onset >= from && onset < to)
}
