import type * as z from 'zod'
import type { Delivery, Distortion, FaultPlace, OpenFault } from './fault.ts'
import { labelOf } from './label-of.ts'
import { findCell, type Places } from './places.ts'

type Placed = z.infer<typeof FaultPlace> & { readonly kind: string }

interface Change {
  readonly distort?: Distortion
  readonly deliver?: Delivery
}

/** A fault of a cell's gateway: all its sensors share it, and the world goes on unharmed. */
export function openGatewayFault(spec: Placed, places: Places, change: Change): OpenFault {
  const sensors = (findCell(places, spec.site, spec.cell)?.sensors ?? []).map(({ key }) => key)
  return { label: labelOf(spec, { sensors }), ...change, disturbances: [] }
}

interface Inner {
  readonly name: string
  readonly factor: (at: number) => number
  /** The metrics that follow. */
  readonly metrics: ReadonlySet<string>
  readonly settlingMilliseconds: number
  readonly ordinary?: boolean
}

/** A fault of what lives in a cell: its metrics follow, and take their time to come back. */
export function openCellFault(spec: Placed, places: Places, inner: Inner): OpenFault {
  const { name, factor, metrics, ...touched } = inner
  const sensors = (findCell(places, spec.site, spec.cell)?.sensors ?? [])
    .filter(({ metric }) => metrics.has(metric))
    .map(({ key }) => key)
  return {
    label: labelOf(spec, { sensors, ...touched }),
    disturbances: [{ name, cell: spec.cell, factor }],
  }
}
