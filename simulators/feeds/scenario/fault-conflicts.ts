import type { OpenFault } from '#simulators/feeds/faults/fault.ts'
import type { FaultKind } from '#simulators/feeds/faults/registry.ts'

/** Behind one of these nothing else of an instrument can be seen, so its ground truth would be wrong. */
const hiding: ReadonlySet<FaultKind> = new Set([
  'stuck',
  'dropout',
  'flapping-gateway',
  'maintenance',
  'total-outage',
] as const)

export interface FaultConflict {
  /** Places in the list: the later one of the two is to be moved. */
  readonly index: number
  readonly other: number
}

/** Faults that cannot be at work in one place at the same time. */
export function conflictsAmong(faults: readonly (OpenFault | undefined)[]): FaultConflict[] {
  return faults.flatMap((fault, index) => {
    if (!fault) return []
    const other = faults.findIndex((one, place) => place < index && one && exclude(one, fault))
    return other < 0 ? [] : [{ index, other }]
  })
}

function exclude(a: OpenFault, b: OpenFault): boolean {
  const { label: first } = a
  const { label: second } = b
  if (first.onset >= second.end || second.onset >= first.end) return false
  if (!first.sensors.some((key) => second.sensors.includes(key))) return false
  if (first.kind === second.kind) return first.rootCell === second.rootCell
  return Boolean(a.distort && b.distort) && (hides(first.kind) || hides(second.kind))
}

function hides(kind: string): boolean {
  return hiding.has(kind as FaultKind)
}
