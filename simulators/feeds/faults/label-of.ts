import type { FaultLabel } from './fault.ts'

interface Placed {
  readonly kind: string
  readonly site: string
  readonly cell?: string
  readonly onset: number
  readonly end: number
}

interface Touched {
  readonly sensors: readonly string[]
  readonly cells?: readonly string[]
  /** How long its after-effects may show. */
  readonly settlingMilliseconds?: number
  readonly ordinary?: boolean
}

export function labelOf(spec: Placed, touched: Touched): FaultLabel {
  const { kind, site, cell, onset, end } = spec
  const cells = touched.cells ?? (cell === undefined ? [] : [cell])
  return {
    kind,
    ordinary: touched.ordinary ?? false,
    site,
    sensors: [...touched.sensors],
    onset,
    end,
    settledBy: end + (touched.settlingMilliseconds ?? 0),
    rootCell: cell ?? null,
    expectedCells: [...cells],
  }
}
