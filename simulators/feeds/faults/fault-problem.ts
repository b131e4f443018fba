import { findCell, type Places, placeProblem } from './places.ts'

export interface FaultProblem {
  readonly field: 'site' | 'cell' | 'sensor' | 'kind'
  readonly message: string
}

interface PlacedFault {
  readonly kind: string
  readonly site: string
  readonly cell: string
  readonly sensor?: string | undefined
}

/** Why a fault could not do anything where it is put; nothing when it can. */
export function faultProblem(places: Places, fault: PlacedFault): FaultProblem | undefined {
  const problem = placeProblem(places, fault)
  if (problem) return problem
  const { kind, site, cell } = fault
  if (kind === 'hub-failure' && !leadsSomewhere(places, site, cell))
    return { field: 'cell', message: `no edge leads on from "${cell}"; choose a hub` }
  if (kind === 'emotional-runaway' && findCell(places, site, cell)?.feed !== 'ecocell')
    return { field: 'cell', message: `"${cell}" has no controller; choose an EcoCell` }
  return undefined
}

function leadsSomewhere(places: Places, site: string, cell: string): boolean {
  return places.get(site)?.site.edges.some((edge) => edge.from === cell) ?? false
}
