import type { Cell } from '#domain/sensor.ts'
import type { Site } from '#domain/site.ts'

export interface Place {
  readonly site: Site
  readonly cells: readonly Cell[]
}

/** The sites that a world holds, by name. */
export type Places = ReadonlyMap<string, Place>

export function findCell(places: Places, site: string, cell: string): Cell | undefined {
  return places.get(site)?.cells.find((candidate) => candidate.cell === cell)
}

interface Wanted {
  readonly site: string
  /** Nothing, where it is about the whole site. */
  readonly cell?: string | undefined
  readonly sensor?: string | undefined
}

/** Which part of a place is not there, in words that help; nothing when all is. */
export function placeProblem(
  places: Places,
  { site, cell, sensor }: Wanted,
): { readonly field: 'site' | 'cell' | 'sensor'; readonly message: string } | undefined {
  const place = places.get(site)
  if (!place)
    return { field: 'site', message: `no site "${site}" here; choose ${list([...places.keys()])}` }
  if (cell === undefined) return undefined
  const names = place.cells.map((candidate) => candidate.cell)
  const found = place.cells.find((candidate) => candidate.cell === cell)
  if (!found)
    return { field: 'cell', message: `no cell "${cell}" in ${site}; choose ${list(names)}` }
  const sensors = found.sensors.map((candidate) => candidate.sensor)
  if (sensor !== undefined && !sensors.includes(sensor))
    return { field: 'sensor', message: `no sensor "${sensor}" in ${cell}; choose ${list(sensors)}` }
  return undefined
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 15).join(', ')
  return names.length > 15 ? `${shown} or one of ${names.length - 15} more` : shown
}
