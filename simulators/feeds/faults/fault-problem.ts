import { findCell, type Places, placeProblem } from './places.ts'

export interface FaultProblem {
  readonly field: 'site' | 'cell' | 'sensor' | 'kind'
  readonly message: string
}

interface PlacedFault {
  readonly kind: string
  readonly site: string
  readonly cell?: string | undefined
  readonly sensor?: string | undefined
}

const ofEcoCells = new Set([
  'emotional-runaway',
  'hyper-curation',
  'consent-withdrawal',
  'class-visit',
])
const ofPeoplesSites = new Set(['fragmentation', 'holiday'])
const ofClusters = new Set(['symbiogen-malfunction', 'over-extraction', 'lost-resilience'])

/** Why a fault could not do anything where it is put; nothing when it can. */
export function faultProblem(places: Places, fault: PlacedFault): FaultProblem | undefined {
  const problem = placeProblem(places, fault)
  if (problem) return problem
  const { kind, site, cell } = fault
  if (ofPeoplesSites.has(kind) && !hasEcoCells(places, site))
    return { field: 'site', message: `"${site}" has no EcoCells; choose a site with people` }
  return cell === undefined ? undefined : cellProblem(places, kind, site, cell)
}

function cellProblem(
  places: Places,
  kind: string,
  site: string,
  cell: string,
): FaultProblem | undefined {
  if (kind === 'hub-failure' && !leadsSomewhere(places, site, cell))
    return { field: 'cell', message: `no edge leads on from "${cell}"; choose a hub` }
  const found = findCell(places, site, cell)
  if (ofEcoCells.has(kind) && found?.feed !== 'ecocell')
    return { field: 'cell', message: `"${cell}" has no controller; choose an EcoCell` }
  const hasSoil = found?.sensors.some(({ metric }) => metric === 'soil-moisture') ?? false
  if (ofClusters.has(kind) && !hasSoil)
    return { field: 'cell', message: `nothing grows in "${cell}"; choose a cluster` }
  return undefined
}

function hasEcoCells(places: Places, site: string): boolean {
  return places.get(site)?.cells.some(({ feed }) => feed === 'ecocell') ?? false
}

function leadsSomewhere(places: Places, site: string, cell: string): boolean {
  return places.get(site)?.site.edges.some((edge) => edge.from === cell) ?? false
}
